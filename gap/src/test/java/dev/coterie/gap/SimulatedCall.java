package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/// A call on a network with trouble, in virtual time: real keys in every epoch, commits that reach
/// the members at different times, and one leaf whose holder is removed and replaced all along.
final class SimulatedCall {
  private static final int LEAVES = 5;
  private static final int CHURNING = LEAVES - 1;

  /// What the test makes wrong on purpose.
  enum Fault {
    NONE,
    /// Frames of coming epochs are not held.
    NO_HOLD,
    /// Past epochs end at once, as after a Remove, though nobody was removed.
    NO_OVERLAP
  }

  final long seed;
  final SplittableRandom random;
  final VirtualTime time = new VirtualTime();
  final List<SimulatedMember> everybody = new ArrayList<>();
  CallMode mode = CallMode.LIVE;
  boolean pauses = true;

  /// Microseconds that a commit takes to a member, at most.
  long commitSpread = 500_000;

  private final Trouble trouble;
  private final Fault fault;
  private final Map<MemberKey, SimulatedMember> members = new HashMap<>();
  private final Map<Integer, Holder> holders = new HashMap<>();
  private final Map<SimulatedMember, Long> lastCommit = new HashMap<>();
  private final Map<SimulatedMember, Long> removed = new HashMap<>();
  private long epoch = 250;

  SimulatedCall(long seed, Trouble trouble, Fault fault) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.trouble = trouble;
    this.fault = fault;
  }

  /// Lets all but the churning leaf come, and a call of so many epochs go by.
  SimulatedCall run(int epochs, long microsPerEpoch) {
    for (int leaf = 0; leaf < CHURNING; leaf++) {
      admit(leaf);
    }
    var first = epochOf(Begun.WITHOUT_REMOVE);
    everybody.forEach(
        member -> {
          member.enter(first, false);
          member.start();
        });
    for (int i = 1; i <= epochs; i++) {
      int number = i;
      time.at(i * microsPerEpoch, () -> commit(number));
    }
    time.runUntil((epochs + 1) * microsPerEpoch + 3 * commitSpread);
    return this;
  }

  /// The first epoch without a member.
  long removedIn(SimulatedMember member) {
    return removed.getOrDefault(member, Long.MAX_VALUE);
  }

  SimulatedMember member(MemberKey key) {
    return Objects.requireNonNull(members.get(key));
  }

  long epoch() {
    return epoch;
  }

  private SimulatedMember admit(int leaf) {
    var key = new MemberKey(new LeafIndex(leaf), new Epoch(epoch));
    var holder = new Holder(key, Bytes.ofUtf8("person " + everybody.size()));
    var limits =
        fault == Fault.NO_HOLD
            ? new HeldFrames.Limits(0, 0, HeldFrames.Limits.USUAL.patience())
            : HeldFrames.Limits.USUAL;
    var member = new SimulatedMember(this, holder, limits);
    holders.put(leaf, holder);
    members.put(key, member);
    everybody.add(member);
    return member;
  }

  private CallEpoch epochOf(Begun begun) {
    var view = Map.copyOf(holders);
    return new CallEpoch(
        new Epoch(epoch), LEAVES, begun, leaf -> Optional.ofNullable(view.get(leaf.value())));
  }

  /// Every tenth commit removes the churning leaf, the third after that fills it again.
  private void commit(int number) {
    epoch++;
    boolean removes = number % 10 == 0 && holders.containsKey(CHURNING);
    if (removes) {
      var left = members.get(Objects.requireNonNull(holders.remove(CHURNING)).member());
      removed.put(Objects.requireNonNull(left), epoch);
      deliver(left, () -> left.gone = true);
    } else if (number % 10 == 3) {
      var joined = admit(CHURNING);
      var entering = epochOf(Begun.WITHOUT_REMOVE);
      deliver(
          joined,
          () -> {
            joined.enter(entering, false);
            joined.start();
          });
    }
    boolean told = removes || fault == Fault.NO_OVERLAP;
    var entering = epochOf(told ? Begun.WITH_REMOVE : Begun.WITHOUT_REMOVE);
    for (var holder : holders.values()) {
      var member = member(holder.member());
      if (member.holder.member().admitted().value() != epoch) {
        deliver(member, () -> member.enter(entering, removes));
      }
    }
  }

  /// The log is in order, whatever each record takes.
  private void deliver(SimulatedMember to, Runnable record) {
    long at = time.micros() + random.nextLong(commitSpread + 1);
    at = Math.max(at, 1 + lastCommit.getOrDefault(to, 0L));
    lastCommit.put(to, at);
    time.at(at, record);
  }

  void fanOut(SimulatedMember from, Spoken.Frame frame, long epoch) {
    for (var to : everybody) {
      if (to == from || to.gone || to.entries.isEmpty()) {
        continue;
      }
      for (int copy = trouble.copies(random); copy > 0; copy--) {
        time.in(trouble.delay(random), () -> to.hear(from, frame.sequence(), epoch, frame.frame()));
      }
    }
  }
}

package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.crypto.Secret;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A group as its calls see it: epochs whose keys are made of their numbers, leaves with their
/// holders, hub identities, disks, and a clock that is moved by hand.
final class World {
  static final SFrameSuite SUITE = SFrameSuite.AES_128_GCM_SHA256_128;
  static final Duration SLOT = Duration.ofMillis(20);

  final CallMode mode;
  final int leafCount;
  final Map<Integer, Holder> holders = new HashMap<>();
  final Map<Integer, CallSession> calls = new LinkedHashMap<>();
  final Map<Integer, Map<Bytes, Bytes>> disks = new HashMap<>();
  final Map<Integer, Long> clocks = new HashMap<>();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  long epoch = 41;
  private int people;

  World(CallMode mode, int leafCount) {
    this.mode = mode;
    this.leafCount = leafCount;
  }

  World() {
    this(CallMode.LIVE, 5);
  }

  /// A group of so many members that are all there from the start.
  static World of(CallMode mode, int members) {
    var world = new World(mode, members);
    for (int leaf = 0; leaf < members; leaf++) {
      world.admit(leaf);
    }
    for (int leaf = 0; leaf < members; leaf++) {
      world.start(leaf);
    }
    return world;
  }

  static Secret baseKey(long epoch) {
    var octets = new byte[SUITE.keySize()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (((epoch * 0x9E3779B97F4A7C15L) >>> (8 * (i % 8))) + i);
    }
    return Secret.adopt(octets);
  }

  CallSession call(int leaf) {
    return Objects.requireNonNull(calls.get(leaf));
  }

  Bytes identity(int leaf) {
    return holder(leaf).identity();
  }

  Holder holder(int leaf) {
    return Objects.requireNonNull(holders.get(leaf));
  }

  CallSource source(int leaf) {
    return new CallSource(holder(leaf).member(), 0);
  }

  /// Somebody gets a leaf in the epoch of now.
  void admit(int leaf) {
    var member = new MemberKey(new LeafIndex(leaf), new Epoch(epoch));
    holders.put(leaf, new Holder(member, Bytes.ofUtf8("person " + people++)));
  }

  /// The process of a member starts, with what is on its disk.
  CallSession start(int leaf) {
    var stored = disk(leaf).values().stream().map(CallReservation::decode).toList();
    var call = CallSession.create(mode, SUITE, holder(leaf).member(), stored);
    calls.put(leaf, call);
    call.open(0);
    enter(call, Begun.WITH_REMOVE);
    store(leaf);
    return call;
  }

  Map<Bytes, Bytes> disk(int leaf) {
    return disks.computeIfAbsent(leaf, _ -> new HashMap<>());
  }

  void store(int leaf) {
    for (var due : call(leaf).due()) {
      disk(leaf).put(due.slot(), CallReservation.CODEC.encode(due));
      call(leaf).confirm(due);
    }
  }

  CallEpoch callEpoch(Begun begun) {
    var view = Map.copyOf(holders);
    return new CallEpoch(
        new Epoch(epoch), leafCount, begun, leaf -> Optional.ofNullable(view.get(leaf.value())));
  }

  void enter(CallSession call, Begun begun) {
    call.enter(callEpoch(begun), baseKey(epoch), now);
  }

  /// A commit that changes no member, processed by all at once.
  void commit() {
    epoch++;
    all(Begun.WITHOUT_REMOVE);
  }

  private void all(Begun begun) {
    var entering = callEpoch(begun);
    calls.forEach(
        (leaf, call) -> {
          call.enter(entering, baseKey(epoch), now);
          store(leaf);
        });
  }

  /// A commit that removes a leaf, processed by all others at once.
  CallSession remove(int leaf) {
    epoch++;
    holders.remove(leaf);
    var left = call(leaf);
    calls.remove(leaf);
    all(Begun.WITH_REMOVE);
    return left;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// The next packet of a member, 20 ms after the one before.
  Bytes say(int leaf, String what) {
    var spoken = call(leaf).speak(0, tick(leaf), Bytes.ofUtf8(what));
    assertThat(spoken).isInstanceOf(Spoken.Frame.class);
    return ((Spoken.Frame) spoken).frame();
  }

  long tick(int leaf) {
    return clocks.merge(leaf, 960L, Long::sum);
  }

  Verdict hear(int leaf, int from, Bytes frame) {
    return call(leaf).hear(now, identity(from), frame);
  }

  Verdict refuse(int leaf, Bytes from, Bytes frame) {
    return call(leaf).hear(now, from, frame);
  }

  /// What a member plays, until it plays nothing for a while: the texts of the packets, in order.
  List<String> play(int leaf) {
    var texts = new ArrayList<String>();
    for (int slot = 0; slot < 20; slot++) {
      for (var heard : call(leaf).play(now)) {
        if (heard.playout() instanceof Playout.Packet(_, _, var opus)) {
          texts.add(text(opus));
        }
      }
      pass(SLOT);
    }
    return texts;
  }

  private static String text(Bytes opus) {
    try {
      return opus.utf8();
    } catch (MalformedException _) {
      return opus.toHex();
    }
  }
}

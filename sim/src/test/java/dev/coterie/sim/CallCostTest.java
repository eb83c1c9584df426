package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.gap.CallEpoch;
import dev.coterie.gap.CallMode;
import dev.coterie.gap.CallSession;
import dev.coterie.gap.Holder;
import dev.coterie.gap.Spoken;
import dev.coterie.gap.Verdict;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a call costs in keys, framing and jitter buffers, at all its members together: counted in
/// CPU time and octets of this thread, so that other work on the machine does not matter.
final class CallCostTest {
  private static final SFrameSuite SUITE = SFrameSuite.AES_128_GCM_SHA256_128;
  private static final int MEMBERS = 10;
  private static final int SECONDS = 60;
  private static final int PACKETS = SECONDS * 50;
  private static final Duration SLOT = Duration.ofMillis(20);
  private static final ThreadMXBean COUNTERS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<CallSession> calls = new ArrayList<>();
  private final Bytes speaker = holder(0).identity();
  private final Bytes opus = Bytes.wrap(new byte[120]);
  private Instant now = Instant.EPOCH;
  private long epoch;
  private long timestamp;

  @Test
  void callOfTenMembersWithOneSpeaker_usesLessThanFivePercentOfACore() {
    for (int leaf = 0; leaf < MEMBERS; leaf++) {
      var call = CallSession.create(CallMode.LIVE, SUITE, holder(leaf).member(), List.of());
      call.open(0);
      calls.add(call);
    }
    minute(); // until the compiler has seen it
    long cpu = COUNTERS.getCurrentThreadCpuTime();
    long octets = COUNTERS.getCurrentThreadAllocatedBytes();
    minute();
    double share = (COUNTERS.getCurrentThreadCpuTime() - cpu) / (SECONDS * 1e9);
    long perFrame =
        (COUNTERS.getCurrentThreadAllocatedBytes() - octets) / (PACKETS * (long) MEMBERS);
    var cost =
        "%.2f %% of a core, %d octets allocated per frame and member"
            .formatted(share * 100, perFrame);
    if (Boolean.getBoolean("coterie.report")) {
      System.out.println("a call of ten: " + cost);
    }
    assertThat(share).as(cost).isLessThan(0.05);
    assertThat(perFrame).as(cost).isLessThan(4096);
  }

  private static Holder holder(int leaf) {
    return new Holder(
        new MemberKey(new LeafIndex(leaf), new Epoch(1)), Bytes.ofUtf8("member " + leaf));
  }

  /// A minute of speech by one member, with new keys every ten seconds.
  private void minute() {
    for (int i = 0; i < PACKETS; i++) {
      if (i % 500 == 0) {
        epoch++;
        calls.forEach(this::enter);
      }
      now = now.plus(SLOT);
      var frame = ((Spoken.Frame) calls.getFirst().speak(0, timestamp += 960, opus)).frame();
      for (int leaf = 1; leaf < MEMBERS; leaf++) {
        if (!(calls.get(leaf).hear(now, speaker, frame) instanceof Verdict.Accepted)) {
          throw new AssertionError("not heard");
        }
      }
      calls.forEach(call -> call.play(now));
    }
  }

  private void enter(CallSession call) {
    var key = new byte[SUITE.keySize()];
    key[0] = (byte) epoch;
    call.enter(
        new CallEpoch(
            new Epoch(epoch),
            MEMBERS,
            Begun.WITHOUT_REMOVE,
            leaf -> Optional.of(holder(leaf.value()))),
        Secret.adopt(key),
        now);
    call.due().forEach(call::confirm);
  }
}

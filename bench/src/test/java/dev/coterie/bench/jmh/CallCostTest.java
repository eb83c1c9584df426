package dev.coterie.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A call of ten members with one speaker needs less than a twentieth of one core for keys and
/// framing, all ten together: in processor time, so that a busy machine changes nothing.
final class CallCostTest {
  private static final int MEMBERS = 10;
  private static final Duration CALL = Duration.ofMinutes(2);
  private static final int SLOTS = (int) CALL.dividedBy(CallGroup.SLOT);

  /// Every ten seconds the keys change.
  private static final int SLOTS_PER_EPOCH = (int) Duration.ofSeconds(10).dividedBy(CallGroup.SLOT);

  @Test
  void callOfTen_oneSpeaks_allTogetherNeedLessThanATwentiethOfACore() {
    var call = new CallGroup(MEMBERS, Bytes.wrap(new byte[80]));
    long epoch = call.epoch().orElseThrow();
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    for (int slot = 0; slot < SLOTS; slot++) {
      if (slot % SLOTS_PER_EPOCH == SLOTS_PER_EPOCH - 1) {
        call.renew();
      }
      call.slot();
    }
    double spent = threads.getCurrentThreadCpuTime() - before;
    assertThat(call.epoch()).contains(epoch + SLOTS / SLOTS_PER_EPOCH);
    assertThat(call.heard()).isGreaterThan((long) SLOTS * (MEMBERS - 1) * 9 / 10);
    assertThat(spent / CALL.toNanos()).as("of one core").isLessThan(0.05);
  }
}

package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Rule;
import dev.coterie.gap.SimulatedCall.Fault;
import dev.coterie.gap.jitter.JitterStatistics;
import dev.coterie.sframe.media.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A call on a network with trouble, in virtual time. `-Dcoterie.seeds=N` for more calls than
/// usual, `-Dcoterie.seed=S` for one of them again.
final class NetworkTroubleTest {
  private static final int EPOCHS = 1000;
  private static final long EPOCH = 200_000;

  /// What may happen to a frame that was opened, or came twice, or whose sender is gone.
  private static final Set<Rule> HARMLESS =
      Set.of(Refusal.REPLAYED, Refusal.LEAF_LEFT, GapRule.LATE, GapRule.BEFORE_US);

  static LongStream seeds() {
    Long one = Long.getLong("coterie.seed");
    return one != null
        ? LongStream.of(one)
        : LongStream.range(1, 1 + Integer.getInteger("coterie.seeds", 2));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void thousandEpochs_loseNoFrameToKeyChanges(long seed) {
    var call = new SimulatedCall(seed, Trouble.HEAVY, Fault.NONE).run(EPOCHS, EPOCH);
    assertThat(call.everybody).hasSizeGreaterThan(100);
    long opened = 0;
    long waited = 0;
    for (var member : call.everybody) {
      var statistics = member.session.statistics();
      assertThat(opened(member)).isEqualTo(Oracle.openable(member));
      assertThat(statistics.lostToKeyChanges()).isZero();
      assertThat(HARMLESS).containsAll(statistics.refused().keySet());
      opened += opened(member);
      waited += statistics.replayed();
    }
    assertThat(opened).isGreaterThan(100_000);
    assertThat(waited).isGreaterThan(5_000);
    report("1,000 epochs, seed " + seed, call);
  }

  /// From the first sample of a packet at the microphone to the moment when the playback clock asks
  /// for it: what a codec looks ahead, and devices buffer, comes on top.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fortyMillisecondsAndFivePercent_areHeardWithin150(long seed) {
    var call = new SimulatedCall(seed, Trouble.USUAL, Fault.NONE);
    call.commitSpread = 100_000;
    call.run(60, 2_000_000);
    report("mouth to ear, seed " + seed, call);
    assertThat(percentile(delays(call), 99)).isLessThanOrEqualTo(150_000);
    long played = delays(call).size();
    long concealed = call.everybody.stream().mapToLong(member -> member.concealed).sum();
    assertThat(concealed * 100).isLessThan((played + concealed) * 8);
    assertThat(late(call) * 100).isLessThan(played);
  }

  private static long late(SimulatedCall call) {
    return call.everybody.stream()
        .flatMap(member -> member.session.statistics().sources().values().stream())
        .mapToLong(JitterStatistics::late)
        .sum();
  }

  /// The same from the other end: whoever records has every packet that could be opened.
  @Test
  void recording_missesNoFrameThatArrived() {
    var call = new SimulatedCall(7, Trouble.HEAVY, Fault.NONE);
    call.mode = CallMode.RECORD;
    call.run(200, EPOCH);
    var there = call.everybody.stream().filter(member -> !member.gone).limit(4).toList();
    for (var member : there) {
      for (int seconds = 10; seconds < 20; seconds++) {
        member.hearOut(call.time.now().plusSeconds(seconds));
      }
      for (var from : there) {
        assertThat(member.playedOf.getOrDefault(from, 0L)).isEqualTo(Oracle.openable(member, from));
      }
    }
  }

  @Test
  void withoutHolding_framesAreLost() {
    var call = new SimulatedCall(1, Trouble.HEAVY, Fault.NO_HOLD).run(100, EPOCH);
    assertThat(call.everybody).anyMatch(member -> opened(member) < Oracle.openable(member));
    assertThat(call.everybody)
        .anyMatch(member -> member.session.statistics().lostToKeyChanges() > 0);
  }

  @Test
  void withoutOverlap_framesAreLost() {
    var call = new SimulatedCall(1, Trouble.HEAVY, Fault.NO_OVERLAP);
    call.commitSpread = 3_000_000;
    call.run(100, EPOCH);
    assertThat(call.everybody).anyMatch(member -> opened(member) < Oracle.openable(member));
    assertThat(call.everybody)
        .anyMatch(member -> member.session.statistics().refused(Refusal.EPOCH_GONE) > 0);
  }

  private static long opened(SimulatedMember member) {
    var statistics = member.session.statistics();
    return statistics.accepted() + statistics.refused(GapRule.LATE);
  }

  private static List<Long> delays(SimulatedCall call) {
    var all = new ArrayList<Long>();
    call.everybody.forEach(member -> all.addAll(member.delays));
    return all;
  }

  private static long percentile(List<Long> values, int percent) {
    return values.stream()
        .sorted()
        .skip((values.size() * (long) percent + 99) / 100 - 1)
        .findFirst()
        .orElseThrow();
  }

  /// With `-Dcoterie.report=true`.
  private static void report(String what, SimulatedCall call) {
    if (!Boolean.getBoolean("coterie.report")) {
      return;
    }
    Map<Rule, Long> refused = new HashMap<>();
    long concealed = 0;
    for (var member : call.everybody) {
      concealed += member.concealed;
      member.session.statistics().refused().forEach((rule, n) -> refused.merge(rule, n, Long::sum));
    }
    var delays = delays(call);
    System.out.printf(
        "%s: played %d, concealed %d, late %d, refused %s; mouth to ear p50 %d, p99 %d, most %d"
            + " us%n",
        what,
        delays.size(),
        concealed,
        late(call),
        refused,
        percentile(delays, 50),
        percentile(delays, 99),
        percentile(delays, 100));
  }
}

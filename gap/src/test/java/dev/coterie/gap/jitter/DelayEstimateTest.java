package dev.coterie.gap.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class DelayEstimateTest {
  private static final long MILLISECOND = Ticks.SECOND / 1000;

  @Provide
  Arbitrary<List<Integer>> delays() {
    return Arbitraries.integers().between(0, 600).list().ofMinSize(1).ofMaxSize(700);
  }

  /// Two of the last 256 packets may take longer than the delay, and hardly more than two.
  @Property(tries = 200)
  void delay_coversNearlyAll(@ForAll("delays") List<Integer> delays) {
    var estimate = new DelayEstimate();
    var beyond = new ArrayList<Long>();
    for (int i = 0; i < delays.size(); i++) {
      long timestamp = i * Ticks.SLOT;
      long transit = delays.get(i) * MILLISECOND;
      estimate.arrived(timestamp, timestamp + transit);
      beyond.add(transit - estimate.floor());
      var recent = beyond.subList(Math.max(0, beyond.size() - 256), beyond.size());
      long later = recent.stream().filter(one -> one >= estimate.target()).count();
      if (estimate.target() < DelayEstimate.MAX) {
        assertThat(later).isLessThanOrEqualTo(2);
      }
      assertThat(estimate.target()).isBetween(Ticks.SLOT, DelayEstimate.MAX);
    }
  }

  @Property(tries = 200)
  void floor_isTheShortestTransitOfLate(@ForAll("delays") List<Integer> delays) {
    var estimate = new DelayEstimate();
    for (int i = 0; i < delays.size(); i++) {
      long timestamp = i * Ticks.SLOT;
      estimate.arrived(timestamp, timestamp + delays.get(i) * MILLISECOND);
      assertThat(estimate.floor())
          .isLessThanOrEqualTo(least(delays, i - 240, i))
          .isGreaterThanOrEqualTo(least(delays, i - 540, i));
    }
  }

  private static long least(List<Integer> delays, int from, int to) {
    return delays.subList(Math.max(0, from), to + 1).stream()
        .mapToLong(delay -> delay * MILLISECOND)
        .min()
        .orElseThrow();
  }
}

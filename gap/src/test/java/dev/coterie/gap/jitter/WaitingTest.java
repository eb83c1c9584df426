package dev.coterie.gap.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.gap.jitter.Playout.Packet;
import dev.coterie.gap.jitter.Waiting.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The ring against sorted sets that forget nothing.
final class WaitingTest {
  private static final int CAPACITY = 64;

  /// Put the number at a distance from the base, or end the turn of so many.
  record Step(boolean put, int distance) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(true, true, true, false), Arbitraries.integers().between(-90, 90))
        .as(Step::new)
        .list()
        .ofMaxSize(300);
  }

  @Property(tries = 300)
  void ring_isWhatSetsWouldBe(@ForAll("steps") List<Step> steps) {
    var ring = new Waiting(CAPACITY, 1 << 20);
    ring.restart(1000);
    long base = 1000;
    Set<Long> seen = new HashSet<>();
    var waiting = new TreeSet<Long>();
    for (var step : steps) {
      if (step.put) {
        long sequence = base + step.distance;
        assertThat(ring.place(sequence)).isEqualTo(place(sequence, base, seen));
        if (ring.place(sequence) == Place.FREE) {
          ring.put(new Packet(sequence, 0, Bytes.of(1)), 0);
          seen.add(sequence);
          waiting.add(sequence);
        } else if (ring.place(sequence) == Place.BEHIND) {
          ring.mark(sequence);
          seen.add(sequence);
        }
      } else {
        base += Math.max(0, step.distance * 2L);
        ring.advance(base);
        waiting.headSet(base).clear();
      }
      assertThat(ring.base()).isEqualTo(base);
      assertThat(ring.count()).isEqualTo(waiting.size());
      var first = ring.first();
      assertThat(first == null ? null : first.sequence())
          .isEqualTo(waiting.isEmpty() ? null : waiting.first());
      assertThat(ring.head() != null).isEqualTo(waiting.contains(base));
    }
  }

  private static Place place(long sequence, long base, Set<Long> seen) {
    if (sequence >= base + CAPACITY) {
      return Place.FAR_AHEAD;
    }
    if (sequence < base - CAPACITY) {
      return Place.FAR_BEHIND;
    }
    if (seen.contains(sequence)) {
      return Place.SEEN;
    }
    return sequence < base ? Place.BEHIND : Place.FREE;
  }
}

package dev.coterie.sframe.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.sframe.media.ReplayWindow.Place;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// The window against its definition: a set of counters, and the 1,024 up to the highest.
final class ReplayWindowTest {
  @Provide
  Arbitrary<List<Long>> counters() {
    return Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.longs().between(0, 3000)),
            Tuple.of(3, Arbitraries.longs().between(1020, 1030)),
            Tuple.of(1, Arbitraries.longs()),
            Tuple.of(1, Arbitraries.longs().between(-1100, -1)))
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 500)
  void window_isItsDefinition(@ForAll("counters") List<Long> counters) {
    var opened = new HashSet<Long>();
    var window = new ReplayWindow();
    long highest = 0;
    for (long counter : counters) {
      var expected = Place.NEW;
      if (!opened.isEmpty() && Long.compareUnsigned(counter, highest) <= 0) {
        if (Long.compareUnsigned(highest - counter, 1024) >= 0) {
          expected = Place.TOO_OLD;
        } else if (opened.contains(counter)) {
          expected = Place.SEEN;
        }
      }
      assertThat(window.place(counter)).as("%s", counter).isEqualTo(expected);
      assertThat(window.place(counter)).as("judging changes nothing").isEqualTo(expected);
      if (expected == Place.NEW) {
        window.record(counter);
        highest =
            opened.isEmpty() || Long.compareUnsigned(counter, highest) > 0 ? counter : highest;
        opened.add(counter);
        assertThat(window.place(counter)).isEqualTo(Place.SEEN);
      }
    }
  }
}

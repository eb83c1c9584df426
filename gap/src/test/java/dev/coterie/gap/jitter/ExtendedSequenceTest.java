package dev.coterie.gap.jitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ExtendedSequenceTest {
  @Provide
  Arbitrary<List<Integer>> steps() {
    return Arbitraries.integers().between(-32_000, 32_000).list().ofMaxSize(200);
  }

  /// Whatever comes up to half a round before or after the highest is given its true number.
  @Property(tries = 300)
  void lowBits_findTheirNumber(@ForAll("steps") List<Integer> steps) {
    var sequence = new ExtendedSequence();
    long highest = 65_536 + 65_500;
    assertThat(sequence.estimate(65_500)).isEqualTo(highest);
    sequence.accept(highest);
    for (int step : steps) {
      long number = highest + step;
      if (number >= 0) {
        assertThat(sequence.estimate((int) number & 0xffff)).isEqualTo(number);
        sequence.accept(number);
        highest = Math.max(highest, number);
      }
    }
  }

  @Example
  void wrap_goesOn() {
    var sequence = new ExtendedSequence();
    sequence.accept(sequence.estimate(65_535));
    assertThat(sequence.estimate(0)).isEqualTo(131_072);
    assertThat(sequence.estimate(65_534)).isEqualTo(131_070);
  }

  @Example
  void forgedNumber_movesNothing() {
    var sequence = new ExtendedSequence();
    sequence.accept(sequence.estimate(5));
    sequence.estimate(30_000);
    assertThat(sequence.estimate(6)).isEqualTo(65_542);
  }

  @Example
  void moreThan16Bits_areRefused() {
    var sequence = new ExtendedSequence();
    assertThatThrownBy(() -> sequence.estimate(65_536))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sequence.estimate(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.coterie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.cli.demo.Narrator.Strip;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripsTest {
  private final Strips strips = new Strips(List.of(Cast.ALICE, Cast.BOB, Cast.CAROL), 25);

  private void mark(int from, int to, Cast... who) {
    for (Cast each : who) {
      for (int i = from; i < to; i++) {
        strips.mark(each, i, each == Cast.ALICE ? 8 : 4);
      }
    }
  }

  @Test
  void row_comesWhenEverybodyIsThroughWithIt() {
    mark(0, 20, Cast.ALICE, Cast.BOB);
    mark(0, 19, Cast.CAROL);
    assertThat(strips.next(false)).isEmpty();

    mark(19, 20, Cast.CAROL);
    var row = strips.next(false).orElseThrow();

    assertThat(row.seconds()).isZero();
    assertThat(row.strips()).extracting(Strip::name).containsExactly("alice", "bob", "carol");
    assertThat(row.strips())
        .extracting(Strip::bars)
        .containsExactly("█".repeat(20), "▄".repeat(20), "▄".repeat(20));
    assertThat(strips.next(false)).isEmpty();
  }

  @Test
  void listenerWhoMissesTheEndOfARow_holdsItUpOnlyForAWhile() {
    mark(0, 25, Cast.ALICE, Cast.BOB);
    mark(0, 12, Cast.CAROL);
    assertThat(strips.next(false)).isEmpty();

    mark(25, 28, Cast.ALICE);
    assertThat(strips.next(false).orElseThrow().strips().get(2).bars())
        .isEqualTo("▄".repeat(12) + " ".repeat(8));
  }

  @Test
  void whoLeft_hasNoMarksFromThereOn_andHoldsNothingUp() {
    mark(0, 25, Cast.ALICE, Cast.BOB);
    mark(0, 5, Cast.CAROL);
    strips.leave(Cast.CAROL);

    assertThat(strips.next(false).orElseThrow().strips().get(2).levels()).hasSize(5);
    var last = strips.next(false).orElseThrow();
    assertThat(last.seconds()).isEqualTo(2);
    assertThat(last.strips().get(0).levels()).hasSize(5);
    assertThat(last.strips().get(2).listening()).isFalse();
    assertThat(strips.next(true)).isEmpty();
  }

  @Test
  void end_givesWhatThereIs() {
    mark(0, 3, Cast.ALICE);
    assertThat(strips.next(true)).isPresent();
    assertThat(strips.next(true)).isPresent();
    assertThat(strips.next(true)).isEmpty();
  }

  @Test
  void level_isHigherForLouderSoundAndZeroForNone() {
    var level = new Level();
    level.add(new short[960]);
    assertThat(level.take()).isZero();
    var loud = new short[960];
    Arrays.fill(loud, (short) 20_000);
    level.add(loud);
    assertThat(level.take()).isEqualTo(8);
    var quiet = new short[960];
    Arrays.fill(quiet, (short) 400);
    level.add(quiet);
    assertThat(level.take()).isBetween(1, 4);
    assertThat(level.take()).isZero();
  }
}

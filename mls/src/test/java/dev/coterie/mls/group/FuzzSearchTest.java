package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Histories at random. A few in each build; `-Dcoterie.fuzz.seeds=5000` plays many, from
/// `-Dcoterie.fuzz.from=1` on. What fails is made as short as it goes, and printed step by step.
class FuzzSearchTest {
  private static final int STEPS = 40;

  static byte[] input(long seed, int steps) {
    byte[] input = new byte[FuzzStep.HEAD + steps * FuzzStep.SIZE];
    new SplittableRandom(seed).nextBytes(input);
    return input;
  }

  private static boolean fails(byte[] input, FuzzHands hands) {
    try {
      FuzzRun.play(input, hands);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  @Test
  void historiesAtRandom_areWhatTheModelSays() {
    int seeds = Integer.getInteger("coterie.fuzz.seeds", 12);
    long from = Long.getLong("coterie.fuzz.from", 1);
    for (long seed = from; seed < from + seeds; seed++) {
      byte[] input = input(seed, STEPS);
      if (fails(input, FuzzHands.STEADY)) {
        FuzzRun.play(FuzzShrinker.smallest(input, one -> fails(one, FuzzHands.STEADY)));
        throw new AssertionError("seed " + seed + " failed once, and then no more");
      }
    }
  }

  @Test
  void failure_isCutToTheStepsThatMatter_andToldStepByStep() {
    byte[] input = input(7, 30);
    assertThat(fails(input, FuzzHands.STEADY)).isFalse();
    byte[] least = FuzzShrinker.smallest(input, one -> fails(one, FuzzPlantedTest.HARD_OF_HEARING));
    assertThat(FuzzShrinker.steps(least)).isBetween(1, 3);
    try {
      FuzzRun.play(least, FuzzPlantedTest.HARD_OF_HEARING);
      throw new IllegalStateException("no failure");
    } catch (AssertionError e) {
      assertThat(e)
          .hasMessageContaining("after these steps:")
          .hasMessageContaining("op=")
          .hasMessageContaining("of input ");
    }
  }
}

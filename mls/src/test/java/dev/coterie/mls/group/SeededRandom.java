package dev.coterie.mls.group;

import dev.coterie.crypto.RandomSource;
import java.util.SplittableRandom;

/// Randomness that replays exactly from its seed.
final class SeededRandom implements RandomSource {
  private final SplittableRandom random;

  SeededRandom(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void fill(byte[] target) {
    random.nextBytes(target);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}

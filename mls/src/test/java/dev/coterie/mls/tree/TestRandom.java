package dev.coterie.mls.tree;

import dev.coterie.crypto.RandomSource;
import java.util.Random;

/// Randomness that a seed repeats.
final class TestRandom implements RandomSource {
  private final Random random;

  TestRandom(long seed) {
    random = new Random(seed);
  }

  @Override
  public synchronized void fill(byte[] target) {
    random.nextBytes(target);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}

package dev.coterie.mls;

import dev.coterie.crypto.RandomSource;
import java.util.Random;

/// Bytes that a seed decides, for tests.
public final class SeededRandom implements RandomSource {
  private final Random random;

  public SeededRandom(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void fill(byte[] target) {
    random.nextBytes(target);
  }
}

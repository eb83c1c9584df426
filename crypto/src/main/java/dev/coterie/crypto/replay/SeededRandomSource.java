package dev.coterie.crypto.replay;

import dev.coterie.crypto.RandomSource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// **NOT RANDOM. FOR REPLAY AND SIMULATION ONLY.** Whoever knows the seed knows every key that is
/// made from this. The octets are `SHA-256(seed ‖ 0) ‖ SHA-256(seed ‖ 1) ‖ …`, with both numbers in
/// 8 octets, big-endian, in the order in which they are asked for; so a run that asks in the same
/// order gets the same octets, on every machine and release. Thread-safe; replay needs one thread,
/// or an order given by other means.
public final class SeededRandomSource implements RandomSource {
  private final long seed;
  private long block;
  private byte[] left = {};
  private int at;

  private SeededRandomSource(long seed) {
    this.seed = seed;
  }

  /// A source whose output is no secret.
  public static SeededRandomSource notRandomForReplayOnly(long seed) {
    return new SeededRandomSource(seed);
  }

  @Override
  public synchronized void fill(byte[] target) {
    for (int done = 0; done < target.length; ) {
      if (at == left.length) {
        left = next();
        at = 0;
      }
      int size = Math.min(target.length - done, left.length - at);
      System.arraycopy(left, at, target, done, size);
      done += size;
      at += size;
    }
  }

  /// Names the seed, which whoever reports a failure must print.
  @Override
  public String toString() {
    return "SeededRandomSource[seed " + seed + ", NOT RANDOM]";
  }

  private byte[] next() {
    try {
      var input = ByteBuffer.allocate(16).putLong(seed).putLong(block++).array();
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

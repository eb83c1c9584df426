package dev.coterie.cli.demo;

import dev.coterie.codec.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Names sound by its samples.
final class Samples {
  private static final int KEPT = 16;

  private Samples() {}

  /// Equal exactly for equal samples.
  static String hash(short[] pcm) {
    var octets = new byte[pcm.length * Short.BYTES];
    for (int i = 0; i < pcm.length; i++) {
      octets[2 * i] = (byte) pcm[i];
      octets[2 * i + 1] = (byte) (pcm[i] >> Byte.SIZE);
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
      return Bytes.copyOf(digest, 0, KEPT).toHex();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

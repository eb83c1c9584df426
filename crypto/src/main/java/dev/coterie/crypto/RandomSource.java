package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import java.security.SecureRandom;

/// Where all randomness comes from: an argument, so that a simulation can replay a run (RFC 9420
/// rule CR-08 of ours: one injected source). Implementations are thread-safe unless they say
/// otherwise.
@FunctionalInterface
public interface RandomSource {
  /// Fills the whole array with unpredictable octets.
  void fill(byte[] target);

  /// So many octets for the open: nonces, identifiers.
  default Bytes bytes(int size) {
    var octets = new byte[size];
    fill(octets);
    return Bytes.wrap(octets);
  }

  /// So many octets to be kept secret.
  default Secret secret(int size) {
    var octets = new byte[size];
    fill(octets);
    return Secret.adopt(octets);
  }

  /// The operating system's generator through the JDK's [SecureRandom]. Thread-safe.
  static RandomSource system() {
    return SystemRandom.INSTANCE;
  }

  /// Holder, so that the generator is made at first use.
  final class SystemRandom implements RandomSource {
    private static final SystemRandom INSTANCE = new SystemRandom();

    private final SecureRandom generator = new SecureRandom();

    private SystemRandom() {}

    @Override
    public void fill(byte[] target) {
      generator.nextBytes(target);
    }
  }
}

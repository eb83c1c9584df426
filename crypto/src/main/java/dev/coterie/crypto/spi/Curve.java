package dev.coterie.crypto.spi;

/// The groups for Diffie-Hellman, with the sizes of RFC 9180 §7.1.
public enum Curve {
  /// NIST P-256.
  P256(65, 32, 32),
  /// NIST P-384.
  P384(97, 48, 48),
  /// NIST P-521.
  P521(133, 66, 66),
  /// Curve25519, RFC 7748.
  X25519(32, 32, 32),
  /// Curve448, RFC 7748.
  X448(56, 56, 56);

  private final int publicSize;
  private final int privateSize;
  private final int sharedSize;

  Curve(int publicSize, int privateSize, int sharedSize) {
    this.publicSize = publicSize;
    this.privateSize = privateSize;
    this.sharedSize = sharedSize;
  }

  /// Octets of a public key: an uncompressed point, or a u-coordinate.
  public int publicSize() {
    return publicSize;
  }

  /// Octets of a private key: a scalar, big-endian for the P curves, little-endian for the others.
  public int privateSize() {
    return privateSize;
  }

  /// Octets of a shared secret.
  public int sharedSize() {
    return sharedSize;
  }

  /// Whether this is a curve over NIST's primes.
  public boolean isNist() {
    return switch (this) {
      case P256, P384, P521 -> true;
      case X25519, X448 -> false;
    };
  }
}

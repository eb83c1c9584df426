package dev.coterie.crypto.spi;

/// The hash functions of RFC 9420 §17.1.
public enum HashAlgorithm {
  /// SHA-256.
  SHA256("SHA-256", 32, 64),
  /// SHA-384.
  SHA384("SHA-384", 48, 128),
  /// SHA-512.
  SHA512("SHA-512", 64, 128);

  private final String jca;
  private final int size;
  private final int blockSize;

  HashAlgorithm(String jca, int size, int blockSize) {
    this.jca = jca;
    this.size = size;
    this.blockSize = blockSize;
  }

  /// Its name in the JDK.
  public String jca() {
    return jca;
  }

  /// Octets of a hash, and of KDF output (`Nh`).
  public int size() {
    return size;
  }

  /// Octets of a block, which HMAC pads its key to.
  public int blockSize() {
    return blockSize;
  }
}

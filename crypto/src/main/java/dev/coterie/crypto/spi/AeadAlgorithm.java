package dev.coterie.crypto.spi;

/// The AEADs of RFC 9180 §7.3 that encrypt. All have nonces of 12 and tags of 16 octets.
public enum AeadAlgorithm {
  /// AES in GCM with a key of 128 bits.
  AES_128_GCM(1, 16),
  /// AES in GCM with a key of 256 bits.
  AES_256_GCM(2, 32),
  /// ChaCha20 with Poly1305.
  CHACHA20_POLY1305(3, 32);

  private final int hpkeId;
  private final int keySize;

  AeadAlgorithm(int hpkeId, int keySize) {
    this.hpkeId = hpkeId;
    this.keySize = keySize;
  }

  /// The code in HPKE.
  public int hpkeId() {
    return hpkeId;
  }

  /// Octets of a key (`Nk`).
  public int keySize() {
    return keySize;
  }

  /// Octets of a nonce (`Nn`).
  public int nonceSize() {
    return 12;
  }

  /// Octets by which a ciphertext is longer than its plaintext (`Nt`).
  public int tagSize() {
    return 16;
  }
}

package dev.coterie.crypto;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// What cryptographic input can break. The same input gets the same verdict from every provider.
public enum CryptoRule implements Rule {
  /// Authenticated decryption failed: wrong key, nonce, associated data, or a changed ciphertext.
  AEAD_OPEN(
      "RFC 5116 §2.2",
      Remedy.DROP,
      "a ciphertext opens only under the key, nonce and data it was sealed with"),
  /// An HPKE public key of the wrong length, off the curve, compressed, or of small order.
  HPKE_PUBLIC_KEY(
      "RFC 9180 §7.1.4", Remedy.DROP, "a KEM public key is a valid point in its only encoding"),
  /// An HPKE private key of the wrong length or range.
  HPKE_PRIVATE_KEY(
      "RFC 9180 §7.1.2", Remedy.FATAL, "a KEM private key has its KEM's length and range"),
  /// A Diffie-Hellman result of all zeros.
  DH_ZERO("RFC 9180 §7.1.4", Remedy.DROP, "a Diffie-Hellman result is not zero"),
  /// No private key came out of the seed in 256 tries: probability 2^-8192 for honest input.
  DERIVE_KEY_PAIR(
      "RFC 9180 §7.1.3", Remedy.RETRY, "key derivation finds a scalar within 256 tries"),
  /// The last sequence number of an HPKE context is spent.
  HPKE_SEQUENCE(
      "RFC 9180 §5.2", Remedy.RETRY, "an HPKE context fails before its sequence number wraps"),
  /// A pre-shared key and its identifier that do not fit the mode, or a key with too little
  /// entropy.
  HPKE_PSK(
      "RFC 9180 §5.1",
      Remedy.FATAL,
      "a PSK and its identifier come together, exactly in the PSK modes"),
  /// A signature public key of the wrong length, off the curve, non-canonical, or of small order.
  SIGNATURE_PUBLIC_KEY(
      "RFC 9420 §5.1.1", Remedy.DROP, "a signature key is a valid point in its only encoding"),
  /// A signature private key of the wrong length or range.
  SIGNATURE_PRIVATE_KEY(
      "RFC 9420 §5.1.1", Remedy.FATAL, "a signature private key has its scheme's length and range");

  private final String section;
  private final Remedy remedy;
  private final String text;

  CryptoRule(String section, Remedy remedy, String text) {
    this.section = section;
    this.remedy = remedy;
    this.text = text;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }

  @Override
  public String text() {
    return text;
  }
}

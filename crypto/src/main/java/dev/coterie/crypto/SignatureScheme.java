package dev.coterie.crypto;

import java.util.Optional;

/// The signature schemes of RFC 9420 §17.1, with the codes of the TLS registry that they are named
/// by.
public enum SignatureScheme {
  /// ECDSA over P-256 with SHA-256.
  ECDSA_P256(0x0403, 65, 32),
  /// ECDSA over P-384 with SHA-384.
  ECDSA_P384(0x0503, 97, 48),
  /// ECDSA over P-521 with SHA-512.
  ECDSA_P521(0x0603, 133, 66),
  /// Ed25519, RFC 8032.
  ED25519(0x0807, 32, 32),
  /// Ed448, RFC 8032, with an empty context.
  ED448(0x0808, 57, 57);

  private final int code;
  private final int publicSize;
  private final int privateSize;

  SignatureScheme(int code, int publicSize, int privateSize) {
    this.code = code;
    this.publicSize = publicSize;
    this.privateSize = privateSize;
  }

  /// The scheme of a code, if it is one of the five.
  public static Optional<SignatureScheme> of(int code) {
    for (var scheme : values()) {
      if (scheme.code == code) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }

  /// The code in TLS.
  public int code() {
    return code;
  }

  /// Octets of a public key.
  public int publicSize() {
    return publicSize;
  }

  /// Octets of a private key: a scalar, big-endian, or the seed of RFC 8032.
  public int privateSize() {
    return privateSize;
  }

  /// Whether this is an Edwards curve scheme, whose signatures have `2 * publicSize()` octets;
  /// others are DER.
  public boolean isEdwards() {
    return switch (this) {
      case ED25519, ED448 -> true;
      case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> false;
    };
  }
}

package dev.coterie.crypto;

import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.util.Optional;

/// The cipher suites of RFC 9420 §17.1. Codes of the registry that are not listed are kept as
/// numbers by whoever reads them.
public enum CipherSuite {
  /// `MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519`, which everybody implements.
  X25519_AES128GCM_SHA256_ED25519(
      1, Kem.X25519, AeadAlgorithm.AES_128_GCM, HashAlgorithm.SHA256, SignatureScheme.ED25519),
  /// `MLS_128_DHKEMP256_AES128GCM_SHA256_P256`.
  P256_AES128GCM_SHA256_P256(
      2, Kem.P256, AeadAlgorithm.AES_128_GCM, HashAlgorithm.SHA256, SignatureScheme.ECDSA_P256),
  /// `MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519`.
  X25519_CHACHA20_SHA256_ED25519(
      3,
      Kem.X25519,
      AeadAlgorithm.CHACHA20_POLY1305,
      HashAlgorithm.SHA256,
      SignatureScheme.ED25519),
  /// `MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448`.
  X448_AES256GCM_SHA512_ED448(
      4, Kem.X448, AeadAlgorithm.AES_256_GCM, HashAlgorithm.SHA512, SignatureScheme.ED448),
  /// `MLS_256_DHKEMP521_AES256GCM_SHA512_P521`.
  P521_AES256GCM_SHA512_P521(
      5, Kem.P521, AeadAlgorithm.AES_256_GCM, HashAlgorithm.SHA512, SignatureScheme.ECDSA_P521),
  /// `MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448`.
  X448_CHACHA20_SHA512_ED448(
      6, Kem.X448, AeadAlgorithm.CHACHA20_POLY1305, HashAlgorithm.SHA512, SignatureScheme.ED448),
  /// `MLS_256_DHKEMP384_AES256GCM_SHA384_P384`.
  P384_AES256GCM_SHA384_P384(
      7, Kem.P384, AeadAlgorithm.AES_256_GCM, HashAlgorithm.SHA384, SignatureScheme.ECDSA_P384);

  private final int code;
  private final Kem kem;
  private final AeadAlgorithm aead;
  private final HashAlgorithm hash;
  private final SignatureScheme signature;

  CipherSuite(
      int code, Kem kem, AeadAlgorithm aead, HashAlgorithm hash, SignatureScheme signature) {
    this.code = code;
    this.kem = kem;
    this.aead = aead;
    this.hash = hash;
    this.signature = signature;
  }

  /// The suite of a code, if it is one of the seven.
  public static Optional<CipherSuite> of(int code) {
    for (var suite : values()) {
      if (suite.code == code) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  /// The code on the wire, 1 to 7.
  public int code() {
    return code;
  }

  /// The HPKE algorithms.
  public HpkeSuite hpke() {
    return HpkeSuite.of(kem, hash, aead);
  }

  /// The hash function.
  public HashAlgorithm hash() {
    return hash;
  }

  /// The signature scheme.
  public SignatureScheme signature() {
    return signature;
  }

  /// The AEAD.
  public AeadAlgorithm aead() {
    return aead;
  }

  /// Octets of a hash, a chaining secret and a MAC: `KDF.Nh`.
  public int hashSize() {
    return hash.size();
  }

  /// Octets of an AEAD key: `AEAD.Nk`.
  public int keySize() {
    return aead.keySize();
  }

  /// Octets of an AEAD nonce: `AEAD.Nn`.
  public int nonceSize() {
    return aead.nonceSize();
  }

  /// Octets by which an AEAD ciphertext is longer than its plaintext: `AEAD.Nt`.
  public int tagSize() {
    return aead.tagSize();
  }

  /// Octets of the shared secret of a KEM: `KEM.Nsecret`.
  public int kemSecretSize() {
    return kem.secretSize();
  }

  /// Octets of an HPKE public key, and of a KEM output: `KEM.Npk`, `KEM.Nenc`.
  public int kemPublicSize() {
    return kem.curve().publicSize();
  }

  /// Octets of an HPKE private key: `KEM.Nsk`.
  public int kemPrivateSize() {
    return kem.curve().privateSize();
  }
}

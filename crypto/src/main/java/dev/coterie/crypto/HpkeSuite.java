package dev.coterie.crypto;

import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.util.Optional;

/// Which algorithms an HPKE context uses (RFC 9180 §7).
///
/// @param kem the key encapsulation
/// @param kdf the hash of the key schedule
/// @param aead the encryption, or none for contexts that only export
public record HpkeSuite(Kem kem, HashAlgorithm kdf, Optional<AeadAlgorithm> aead) {
  /// A suite that encrypts.
  public static HpkeSuite of(Kem kem, HashAlgorithm kdf, AeadAlgorithm aead) {
    return new HpkeSuite(kem, kdf, Optional.of(aead));
  }

  /// A suite that only exports.
  public static HpkeSuite exportOnly(Kem kem, HashAlgorithm kdf) {
    return new HpkeSuite(kem, kdf, Optional.empty());
  }

  /// The code of the KDF.
  public int kdfId() {
    return switch (kdf) {
      case SHA256 -> 1;
      case SHA384 -> 2;
      case SHA512 -> 3;
    };
  }

  /// The code of the AEAD.
  public int aeadId() {
    return aead.map(AeadAlgorithm::hpkeId).orElse(0xffff);
  }
}

package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SuiteCrypto;

/// Private keys out of vector files. Some official files drop the leading zero of P-521 scalars,
/// against their own description, so short ones are filled up here; the engine itself takes none.
/// Files that mls-rs makes have the public key behind the seed of an Ed25519 or Ed448 key.
final class VectorKeys {
  private VectorKeys() {}

  static SignaturePrivateKey signature(SuiteCrypto crypto, Bytes key) {
    int size = crypto.suite().signature().privateSize();
    boolean withPublic =
        key.size() == 2 * size
            && switch (crypto.suite().signature()) {
              case ED25519, ED448 -> true;
              case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> false;
            };
    return crypto.importSignaturePrivateKey(filled(withPublic ? key.slice(0, size) : key, size));
  }

  static HpkePrivateKey hpke(SuiteCrypto crypto, Bytes key) {
    return crypto.importHpkePrivateKey(filled(key, crypto.suite().kemPrivateSize()));
  }

  private static Secret filled(Bytes key, int size) {
    byte[] octets = new byte[Math.max(size, key.size())];
    key.copyTo(octets, octets.length - key.size());
    return Secret.adopt(octets);
  }
}

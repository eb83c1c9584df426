package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SuiteCrypto;

/// Private keys out of vector files. Some official files drop the leading zero of P-521 scalars,
/// against their own description, so short ones are filled up here; the engine itself takes none.
final class VectorKeys {
  private VectorKeys() {}

  static SignaturePrivateKey signature(SuiteCrypto crypto, Bytes key) {
    return crypto.importSignaturePrivateKey(filled(key, crypto.suite().signature().privateSize()));
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

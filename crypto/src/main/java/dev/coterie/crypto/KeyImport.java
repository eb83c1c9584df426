package dev.coterie.crypto;

import dev.coterie.crypto.primitive.CheckedDh;
import dev.coterie.crypto.primitive.CheckedSignatures;

/// From octets to keys with handles. A secret that is no key is left open for its owner to close.
final class KeyImport {
  private KeyImport() {}

  static HpkePrivateKey hpke(Kem kem, CheckedDh curve, Secret secret) {
    var handle = curve.importPrivate(secret);
    var publicKey = new HpkePublicKey(handle.publicKey());
    return new HpkePrivateKey(kem, secret, publicKey, curve, handle);
  }

  static SignaturePrivateKey signature(CheckedSignatures signatures, Secret secret) {
    var handle = signatures.importPrivate(secret);
    var publicKey = new SignaturePublicKey(handle.publicKey());
    return new SignaturePrivateKey(signatures, secret, publicKey, handle);
  }
}

package dev.coterie.crypto;

import dev.coterie.crypto.primitive.CheckedDh;
import dev.coterie.crypto.primitive.CheckedSignatures;
import dev.coterie.crypto.primitive.Primitives;

/// From octets to keys with handles. A secret that is no key is left open for its owner to close.
final class KeyImport {
  private KeyImport() {}

  static HpkePrivateKey hpke(Kem kem, Secret secret) {
    var curve = new CheckedDh(Primitives.diffieHellman(kem.curve()).primitive());
    var handle = curve.importPrivate(secret);
    var publicKey = new HpkePublicKey(handle.publicKey());
    return new HpkePrivateKey(kem, secret, publicKey, handle);
  }

  static SignaturePrivateKey signature(SignatureScheme scheme, Secret secret) {
    var signatures = new CheckedSignatures(Primitives.signatures(scheme).primitive());
    var handle = signatures.importPrivate(secret);
    var publicKey = new SignaturePublicKey(handle.publicKey());
    return new SignaturePrivateKey(scheme, secret, publicKey, handle);
  }
}

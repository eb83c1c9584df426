package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignaturePublicKey;

/// Public keys as RFC 9420 §5.1.1 writes them: a length and the suite's own encoding. No suite is
/// known here, so lengths and points are checked by whoever uses a key.
final class Keys {
  private Keys() {}

  static HpkePublicKey readHpke(WireReader in, String field) {
    return new HpkePublicKey(in.opaque(field));
  }

  static SignaturePublicKey readSignature(WireReader in, String field) {
    return new SignaturePublicKey(in.opaque(field));
  }

  static void write(HpkePublicKey key, WireWriter out) {
    out.opaque(key.value());
  }

  static void write(SignaturePublicKey key, WireWriter out) {
    out.opaque(key.value());
  }
}

package dev.coterie.sframe.cipher;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.primitive.Kdf;
import dev.coterie.crypto.primitive.Primitives;
import dev.coterie.sframe.SFrameSuite;

/// Key and salt of each key id. RFC 9605 §4.4.2.
public final class KeyDerivation {
  private static final byte[] NO_SALT = {};
  private static final Bytes KEY_LABEL = Bytes.ofUtf8("SFrame 1.0 Secret key ");
  private static final Bytes SALT_LABEL = Bytes.ofUtf8("SFrame 1.0 Secret salt ");

  private KeyDerivation() {}

  /// `sframe_secret`: what all keys under a base key are expanded from.
  public static Secret secret(SFrameSuite suite, Secret baseKey) {
    return Secret.adopt(baseKey.lend(octets -> kdf(suite).mac(NO_SALT, octets)));
  }

  /// `sframe_key`.
  public static Secret key(SFrameSuite suite, Secret secret, long keyId) {
    return expand(suite, secret, keyLabel(suite, keyId), suite.keySize());
  }

  /// `sframe_salt`.
  public static Secret salt(SFrameSuite suite, Secret secret, long keyId) {
    return expand(suite, secret, saltLabel(suite, keyId), suite.nonceSize());
  }

  /// `sframe_key_label`.
  public static Bytes keyLabel(SFrameSuite suite, long keyId) {
    return label(KEY_LABEL, suite, keyId);
  }

  /// `sframe_salt_label`.
  public static Bytes saltLabel(SFrameSuite suite, long keyId) {
    return label(SALT_LABEL, suite, keyId);
  }

  private static Bytes label(Bytes start, SFrameSuite suite, long keyId) {
    return new WireWriter().raw(start).uint64(keyId).uint16(suite.code()).toBytes();
  }

  private static Secret expand(SFrameSuite suite, Secret secret, Bytes label, int size) {
    return Secret.adopt(secret.lend(prk -> kdf(suite).expand(prk, label.toArray(), size)));
  }

  private static Kdf kdf(SFrameSuite suite) {
    return new Kdf(Primitives.standard().hash(suite.hash()).primitive());
  }
}

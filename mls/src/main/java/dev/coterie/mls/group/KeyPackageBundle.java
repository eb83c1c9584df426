package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.KeyPackage;

/// A key package with its private keys, as its owner keeps it until a welcome for it arrives.
///
/// @param keyPackage what was published
/// @param initKey opens the welcome
/// @param leafKey opens path secrets that are sent to the leaf
public record KeyPackageBundle(
    KeyPackage keyPackage, HpkePrivateKey initKey, HpkePrivateKey leafKey)
    implements AutoCloseable {
  private static final int FORMAT = 1;

  /// The suite of the package.
  public CipherSuite suite() {
    return keyPackage
        .cipherSuite()
        .known()
        .orElseThrow(() -> new IllegalStateException("a bundle of an unknown suite"));
  }

  /// The name by which a welcome calls the package.
  public Bytes reference() {
    return keyPackage.ref(SuiteCrypto.of(suite()));
  }

  /// Everything, private keys included: for a store that seals what it writes.
  public Bytes encode(KeyExport token) {
    var out = WireWriter.sensitive();
    out.uint8(FORMAT)
        .opaque(KeyPackage.CODEC.encode(keyPackage))
        .opaque(initKey.secret().export(token))
        .opaque(leafKey.secret().export(token));
    return out.toBytes();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws dev.coterie.codec.MalformedException if it is anything else, or the keys do not belong
  ///   together
  public static KeyPackageBundle decode(Bytes encoded) {
    var in = new WireReader(encoded);
    if (in.uint8("format") != FORMAT) {
      throw in.malformed("format", "not a key package bundle of format 1");
    }
    KeyPackage keyPackage = KeyPackage.CODEC.decode(in.opaque("key_package"));
    Secret init = Secret.copyOf(in.opaque("init_key"));
    Secret leaf = Secret.copyOf(in.opaque("leaf_key"));
    in.end();
    var suite = keyPackage.cipherSuite().known();
    if (suite.isEmpty()) {
      throw in.malformed("cipher_suite", "not a suite of ours");
    }
    SuiteCrypto crypto = SuiteCrypto.of(suite.get());
    var bundle =
        new KeyPackageBundle(
            keyPackage, crypto.importHpkePrivateKey(init), crypto.importHpkePrivateKey(leaf));
    if (!bundle.initKey.publicKey().equals(keyPackage.initKey())
        || !bundle.leafKey.publicKey().equals(keyPackage.leafNode().encryptionKey())) {
      throw in.malformed("init_key", "private keys of another key package");
    }
    return bundle;
  }

  /// Wipes the private keys.
  @Override
  public void close() {
    initKey.close();
    leafKey.close();
  }
}

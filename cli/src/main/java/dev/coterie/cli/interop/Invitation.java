package dev.coterie.cli.interop;

import com.google.protobuf.ByteString;
import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.JoinRequest;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.PreSharedKeys;

/// A key package of a client that waits for its welcome, with the pre-shared keys that it has
/// before it is a member.
final class Invitation implements Thing {
  private final Identity identity;
  private final KeyPackageBundle bundle;
  private PreSharedKeys keys = PreSharedKeys.NONE;

  private Invitation(Identity identity, KeyPackageBundle bundle) {
    this.identity = identity;
    this.bundle = bundle;
  }

  /// A fresh client with a fresh key package.
  static Invitation of(CipherSuite suite, Bytes name, RandomSource random) {
    Identity identity = Makings.identity(suite, name, random);
    return new Invitation(identity, Makings.bundle(identity, random));
  }

  Identity identity() {
    return identity;
  }

  KeyPackageBundle bundle() {
    return bundle;
  }

  PreSharedKeys keys() {
    return keys;
  }

  /// What others add this client by, as an MLSMessage.
  Bytes message() {
    return KeyPackages.message(bundle.keyPackage());
  }

  /// What it joins by.
  ///
  /// @param tree from beside the welcome, or empty
  JoinRequest request(Bytes welcome, Bytes tree) {
    JoinRequest request = JoinRequest.of(bundle, welcome).keys(keys);
    return tree.isEmpty() ? request : request.tree(tree);
  }

  void key(Bytes id, Bytes key) {
    keys = keys.with(PreSharedKeys.external(id, Secret.copyOf(key)));
  }

  ByteString initPrivate() {
    return exported(bundle.initKey().secret());
  }

  ByteString encryptionPrivate() {
    return exported(bundle.leafKey().secret());
  }

  ByteString signaturePrivate() {
    return exported(identity.keys().privateKey().secret());
  }

  private static ByteString exported(Secret secret) {
    return Words.octets(secret.export(KeyExport.dangerously()));
  }

  /// The package was used: its keys go, and the identity lives on in the group.
  void used() {
    bundle.close();
  }

  @Override
  public void close() {
    bundle.close();
    identity.keys().close();
  }
}

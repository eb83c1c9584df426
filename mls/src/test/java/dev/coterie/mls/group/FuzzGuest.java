package dev.coterie.mls.group;

import dev.coterie.crypto.SignaturePublicKey;

/// Somebody with a key package that can be added once.
final class FuzzGuest {
  final String name;
  final World.Client client;
  final KeyPackageBundle bundle;
  boolean joined;

  FuzzGuest(String name, World.Client client) {
    this.name = name;
    this.client = client;
    this.bundle = client.bundle();
  }

  SignaturePublicKey key() {
    return client.identity.keys().publicKey();
  }
}

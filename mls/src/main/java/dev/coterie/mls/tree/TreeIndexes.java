package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.ParentNode;

/// Everything that finds a node by what it holds. Persistent, like the tree beside which it stands.
///
/// @param signatureKeys leaf indexes by signature key
/// @param encryptionKeys node indexes by encryption key, leaves and parents alike
/// @param credentials leaf indexes by encoded credential
/// @param census what members support and use
record TreeIndexes(
    KeyIndex signatureKeys, KeyIndex encryptionKeys, KeyIndex credentials, Census census) {
  static final TreeIndexes EMPTY =
      new TreeIndexes(KeyIndex.empty(), KeyIndex.empty(), KeyIndex.empty(), Census.empty());

  static Bytes encode(Credential credential) {
    return Credential.CODEC.encode(credential);
  }

  TreeIndexes plus(int leafIndex, LeafNode leaf, TreeMeter meter) {
    return new TreeIndexes(
        signatureKeys.with(leaf.signatureKey().value(), leafIndex, meter),
        encryptionKeys.with(leaf.encryptionKey().value(), 2 * leafIndex, meter),
        credentials.with(encode(leaf.credential()), leafIndex, meter),
        census.with(leaf, meter));
  }

  TreeIndexes minus(int leafIndex, LeafNode leaf, TreeMeter meter) {
    return new TreeIndexes(
        signatureKeys.without(leaf.signatureKey().value(), leafIndex, meter),
        encryptionKeys.without(leaf.encryptionKey().value(), 2 * leafIndex, meter),
        credentials.without(encode(leaf.credential()), leafIndex, meter),
        census.without(leaf, meter));
  }

  /// One leaf instead of another at the same place; most replacements change only the encryption
  /// key.
  TreeIndexes swap(int leafIndex, LeafNode old, LeafNode fresh, TreeMeter meter) {
    KeyIndex encryption =
        encryptionKeys
            .without(old.encryptionKey().value(), 2 * leafIndex, meter)
            .with(fresh.encryptionKey().value(), 2 * leafIndex, meter);
    KeyIndex signature =
        old.signatureKey().equals(fresh.signatureKey())
            ? signatureKeys
            : signatureKeys
                .without(old.signatureKey().value(), leafIndex, meter)
                .with(fresh.signatureKey().value(), leafIndex, meter);
    KeyIndex names =
        old.credential().equals(fresh.credential())
            ? credentials
            : credentials
                .without(encode(old.credential()), leafIndex, meter)
                .with(encode(fresh.credential()), leafIndex, meter);
    Census counted =
        Census.countAlike(old, fresh) ? census : census.without(old, meter).with(fresh, meter);
    return new TreeIndexes(signature, encryption, names, counted);
  }

  TreeIndexes plus(NodeIndex at, ParentNode parent, TreeMeter meter) {
    return withEncryptionKeys(
        encryptionKeys.with(parent.encryptionKey().value(), at.value(), meter));
  }

  TreeIndexes minus(NodeIndex at, ParentNode parent, TreeMeter meter) {
    return withEncryptionKeys(
        encryptionKeys.without(parent.encryptionKey().value(), at.value(), meter));
  }

  private TreeIndexes withEncryptionKeys(KeyIndex changed) {
    return new TreeIndexes(signatureKeys, changed, credentials, census);
  }
}

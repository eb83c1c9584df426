package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import java.util.List;

/// A member's place in the tree: its keys, who it is and what it supports. RFC 9420 §7.2:
///
/// ```
/// struct { HPKEPublicKey encryption_key; SignaturePublicKey signature_key; Credential credential;
///          Capabilities capabilities; LeafNodeSource leaf_node_source;
///          select (leaf_node_source) { case key_package: Lifetime lifetime; case update: struct{};
///                                      case commit: opaque parent_hash<V>; };
///          Extension extensions<V>; opaque signature<V>; } LeafNode;
/// ```
///
/// Made by [Draft#sign]; received ones count for nothing before [#verify] or [#verifyInKeyPackage].
///
/// @param encryptionKey path secrets for this member are encrypted to it
/// @param signatureKey verifies what this member sends
/// @param credential who it is
/// @param capabilities what it supports
/// @param source how this leaf came about
/// @param extensions additions, no type twice
/// @param signature over all of the above, and over its place unless the source is a key package
public record LeafNode(
    HpkePublicKey encryptionKey,
    SignaturePublicKey signatureKey,
    Credential credential,
    Capabilities capabilities,
    LeafNodeSource source,
    List<Extension> extensions,
    Bytes signature) {
  /// The codec.
  public static final Codec<LeafNode> CODEC = Codec.of(LeafNode::read, LeafNode::write);

  private static final String LABEL = "LeafNodeTBS";

  /// Copies the list; two extensions of one type are misuse.
  public LeafNode {
    extensions = Extensions.copyOf(extensions);
  }

  private static LeafNode read(WireReader in) {
    return Draft.read(in).with(in.opaque("signature"));
  }

  private static void write(LeafNode leaf, WireWriter out) {
    leaf.draft().write(out);
    out.opaque(leaf.signature);
  }

  /// The same leaf without its signature.
  public Draft draft() {
    return new Draft(encryptionKey, signatureKey, credential, capabilities, source, extensions);
  }

  /// Whether the leaf's own key signed it, for the place it claims: leaves from updates and commits
  /// are bound to a group and an index, leaves from key packages are not.
  public boolean verify(SuiteCrypto crypto, GroupId group, LeafIndex index) {
    Bytes tbs =
        source instanceof LeafNodeSource.KeyPackage ? draft().tbs() : draft().tbs(group, index);
    return crypto.verifyWithLabel(signatureKey, LABEL, tbs, signature);
  }

  /// Whether this is a leaf for a key package and its own key signed it.
  public boolean verifyInKeyPackage(SuiteCrypto crypto) {
    return source instanceof LeafNodeSource.KeyPackage
        && crypto.verifyWithLabel(signatureKey, LABEL, draft().tbs(), signature);
  }

  /// A leaf that waits for its signature.
  ///
  /// @param encryptionKey path secrets for this member are encrypted to it
  /// @param signatureKey verifies what this member sends
  /// @param credential who it is
  /// @param capabilities what it supports
  /// @param source how this leaf came about
  /// @param extensions additions, no type twice
  public record Draft(
      HpkePublicKey encryptionKey,
      SignaturePublicKey signatureKey,
      Credential credential,
      Capabilities capabilities,
      LeafNodeSource source,
      List<Extension> extensions) {
    /// Copies the list; two extensions of one type are misuse.
    public Draft {
      extensions = Extensions.copyOf(extensions);
    }

    private static Draft read(WireReader in) {
      return new Draft(
          Keys.readHpke(in, "encryption_key"),
          Keys.readSignature(in, "signature_key"),
          Credential.CODEC.read(in),
          Capabilities.CODEC.read(in),
          LeafNodeSource.read(in),
          Extensions.CODEC.read(in));
    }

    private void write(WireWriter out) {
      Keys.write(encryptionKey, out);
      Keys.write(signatureKey, out);
      Credential.CODEC.write(credential, out);
      Capabilities.CODEC.write(capabilities, out);
      LeafNodeSource.write(source, out);
      Extensions.CODEC.write(extensions, out);
    }

    /// Signs a leaf for a key package, which names no group.
    public LeafNode sign(SuiteCrypto crypto, SignaturePrivateKey key) {
      return with(crypto.signWithLabel(key, LABEL, tbs()));
    }

    /// Signs a leaf for its place in a group.
    public LeafNode sign(
        SuiteCrypto crypto, SignaturePrivateKey key, GroupId group, LeafIndex index) {
      return with(crypto.signWithLabel(key, LABEL, tbs(group, index)));
    }

    private LeafNode with(Bytes signature) {
      return new LeafNode(
          encryptionKey, signatureKey, credential, capabilities, source, extensions, signature);
    }

    private Bytes tbs() {
      if (!(source instanceof LeafNodeSource.KeyPackage)) {
        throw new IllegalArgumentException("this leaf is signed for its place in a group");
      }
      var out = new WireWriter();
      write(out);
      return out.toBytes();
    }

    private Bytes tbs(GroupId group, LeafIndex index) {
      if (source instanceof LeafNodeSource.KeyPackage) {
        throw new IllegalArgumentException("a key package's leaf is signed without a group");
      }
      var out = new WireWriter();
      write(out);
      group.write(out);
      index.write(out);
      return out.toBytes();
    }
  }
}

package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.HpkePublicKey;
import java.util.List;

/// A new key on a committer's path, with its secret for those below the other child. RFC 9420 §7.6.
///
/// @param encryptionKey the node's new public key
/// @param encryptedPathSecret one for each node of the copath child's resolution, in its order
public record UpdatePathNode(
    HpkePublicKey encryptionKey, List<HpkeCiphertext> encryptedPathSecret) {
  /// The codec.
  public static final Codec<UpdatePathNode> CODEC =
      Codec.of(UpdatePathNode::read, UpdatePathNode::write);

  /// Copies the list.
  public UpdatePathNode {
    encryptedPathSecret = List.copyOf(encryptedPathSecret);
  }

  private static UpdatePathNode read(WireReader in) {
    return new UpdatePathNode(
        Keys.readHpke(in, "encryption_key"),
        in.list("encrypted_path_secret", HpkeCiphertext.CODEC));
  }

  private static void write(UpdatePathNode node, WireWriter out) {
    Keys.write(node.encryptionKey, out);
    out.list(node.encryptedPathSecret, HpkeCiphertext.CODEC);
  }
}

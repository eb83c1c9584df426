package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkePublicKey;
import java.util.List;

/// An inner node of the tree. RFC 9420 §7.1:
///
/// ```
/// struct { HPKEPublicKey encryption_key; opaque parent_hash<V>; uint32 unmerged_leaves<V>; } ParentNode;
/// ```
///
/// @param encryptionKey reaches the members below, except the unmerged ones
/// @param parentHash binds this node to the one above it; empty at the root
/// @param unmergedLeaves members below that do not hold the private key, strictly increasing
public record ParentNode(
    HpkePublicKey encryptionKey, Bytes parentHash, List<LeafIndex> unmergedLeaves) {
  /// The codec.
  public static final Codec<ParentNode> CODEC = Codec.of(ParentNode::read, ParentNode::write);

  /// Copies the list; one that does not increase is misuse.
  public ParentNode {
    unmergedLeaves = List.copyOf(unmergedLeaves);
    if (!increases(unmergedLeaves)) {
      throw new IllegalArgumentException("unmerged leaves must increase");
    }
  }

  private static ParentNode read(WireReader in) {
    var key = Keys.readHpke(in, "encryption_key");
    var parentHash = in.opaque("parent_hash");
    List<LeafIndex> unmerged =
        in.list("unmerged_leaves", element -> LeafIndex.read(element, "unmerged_leaves"));
    if (!increases(unmerged)) {
      throw in.malformed("unmerged_leaves", "not strictly increasing");
    }
    return new ParentNode(key, parentHash, unmerged);
  }

  private static void write(ParentNode node, WireWriter out) {
    Keys.write(node.encryptionKey, out);
    out.opaque(node.parentHash);
    out.list(node.unmergedLeaves, LeafIndex::write);
  }

  private static boolean increases(List<LeafIndex> leaves) {
    for (int i = 1; i < leaves.size(); i++) {
      if (leaves.get(i - 1).compareTo(leaves.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}

package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.ParentNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The hashes of RFC 9420 §7.8 and §7.9:
///
/// ```
/// struct { uint32 leaf_index; optional<LeafNode> leaf_node; } LeafNodeHashInput;          // after uint8 1
/// struct { optional<ParentNode> parent_node; opaque left_hash<V>, right_hash<V>; } ParentNodeHashInput; // 2
/// struct { HPKEPublicKey encryption_key; opaque parent_hash<V>, original_sibling_tree_hash<V>; } ParentHashInput;
/// ```
///
/// Tree hashes are remembered by the subtree, so each is computed once however many trees share it.
final class TreeHashes {
  private static final int LEAF = 1;
  private static final int PARENT = 2;

  private final SuiteCrypto crypto;
  private final TreeMeter meter;

  TreeHashes(SuiteCrypto crypto, TreeMeter meter) {
    this.crypto = crypto;
    this.meter = meter;
  }

  /// The tree hash of what stands at a place.
  Bytes treeHash(Place at) {
    Bytes known = at.subtree().rememberedHash();
    if (known != null) {
      return known;
    }
    Bytes computed =
        at.height() == 0
            ? leafHash(at.firstLeaf(), at.leaf())
            : parentHash(at.parent(), treeHash(at.left()), treeHash(at.right()));
    at.subtree().rememberHash(computed);
    return computed;
  }

  /// The tree hash of a place as if some leaves had never been added: they are blank, and no
  /// unmerged list at or below it names them, whether or not the parents between are blank.
  ///
  /// @param absent strictly increasing; those outside the place do not matter
  Bytes originalTreeHash(Place at, List<LeafIndex> absent) {
    List<LeafIndex> inside = within(at, absent);
    if (inside.isEmpty()) {
      return treeHash(at);
    }
    if (at.height() == 0) {
      return leafHash(at.firstLeaf(), Optional.empty());
    }
    return parentHash(
        at.parent().map(parent -> without(parent, inside)),
        originalTreeHash(at.left(), inside),
        originalTreeHash(at.right(), inside));
  }

  /// The parent hash of a parent for the child whose sibling's original tree hash is given.
  Bytes parentHash(HpkePublicKey key, Bytes parentHash, Bytes originalSiblingTreeHash) {
    return hash(
        new WireWriter().opaque(key.value()).opaque(parentHash).opaque(originalSiblingTreeHash));
  }

  /// The part of a strictly increasing list that lies below a place.
  static List<LeafIndex> within(Place at, List<LeafIndex> leaves) {
    return leaves.subList(lowerBound(leaves, at.firstLeaf()), lowerBound(leaves, at.endLeaf()));
  }

  private static int lowerBound(List<LeafIndex> leaves, int leaf) {
    int low = 0;
    int high = leaves.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Integer.compareUnsigned(leaves.get(middle).value(), leaf) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static ParentNode without(ParentNode parent, List<LeafIndex> absent) {
    List<LeafIndex> kept =
        parent.unmergedLeaves().stream()
            .filter(leaf -> Collections.binarySearch(absent, leaf) < 0)
            .toList();
    return new ParentNode(parent.encryptionKey(), parent.parentHash(), kept);
  }

  private Bytes leafHash(int index, Optional<LeafNode> leaf) {
    return hash(new WireWriter().uint8(LEAF).uint32(index).optional(leaf, LeafNode.CODEC));
  }

  private Bytes parentHash(Optional<ParentNode> parent, Bytes left, Bytes right) {
    return hash(
        new WireWriter()
            .uint8(PARENT)
            .optional(parent, ParentNode.CODEC)
            .opaque(left)
            .opaque(right));
  }

  private Bytes hash(WireWriter input) {
    meter.add(TreeMeter.Cost.HASHES, 1);
    return crypto.hash(input.toBytes());
  }
}

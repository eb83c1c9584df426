package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.ParentNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parent hashes (RFC 9420 §7.9): made for a new path, and looked for in a received tree.
final class ParentHashes {
  private final TreeHashes hashes;

  ParentHashes(TreeHashes hashes) {
    this.hashes = hashes;
  }

  /// The parents of a new path, and the parent hash for its leaf.
  ///
  /// @param parents by node, unmerged lists empty
  /// @param leafParentHash of the lowest parent, empty if there is none
  record Chain(Map<NodeIndex, ParentNode> parents, Bytes leafParentHash) {}

  /// Chains new keys from the top down. The copath is as it will be after the path, so current tree
  /// hashes are the original ones.
  ///
  /// @param steps the filtered direct path, upwards
  /// @param keys one for each step
  Chain chain(List<PathStep> steps, List<HpkePublicKey> keys) {
    Map<NodeIndex, ParentNode> parents = new HashMap<>();
    Bytes above = Bytes.EMPTY;
    for (int i = steps.size() - 1; i >= 0; i--) {
      PathStep step = steps.get(i);
      HpkePublicKey key = keys.get(i);
      parents.put(step.at().node(), new ParentNode(key, above, List.of()));
      above = hashes.parentHash(key, above, hashes.treeHash(step.copath()));
    }
    return new Chain(parents, above);
  }

  /// Whether a node below a parent is linked to it.
  ///
  /// Node D below child C of P, whose other child is S, is linked if D's parent hash is that of P
  /// with S, and if P's unmerged leaves under C are C's resolution without D. The second condition
  /// leaves at most one D to each child: the only node of the resolution that P does not list.
  boolean isCovered(Place at) {
    return isLinked(at, at.left(), at.right()) || isLinked(at, at.right(), at.left());
  }

  private boolean isLinked(Place at, Place child, Place sibling) {
    ParentNode parent = at.parent().orElseThrow();
    Optional<Bytes> claimed =
        merged(child, parent.unmergedLeaves()).flatMap(ParentHashes::parentHashOf);
    if (claimed.isEmpty()) {
      return false;
    }
    // An empty claim links to nothing: no hash is empty.
    Bytes original = hashes.originalTreeHash(sibling, parent.unmergedLeaves());
    return claimed
        .get()
        .equals(hashes.parentHash(parent.encryptionKey(), parent.parentHash(), original));
  }

  /// The one node in the resolution of `child` that is no leaf of `unmerged`, if there is exactly
  /// one. That every leaf of `unmerged` below `child` is in the resolution follows from sound
  /// unmerged lists.
  private static Optional<Place> merged(Place child, List<LeafIndex> unmerged) {
    List<Place> others =
        TreeWalk.resolution(child)
            .filter(
                node ->
                    node.height() > 0
                        || Collections.binarySearch(unmerged, new LeafIndex(node.firstLeaf())) < 0)
            .limit(2)
            .toList();
    return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
  }

  /// What a node says of its parent; leaves that no commit made say nothing.
  private static Optional<Bytes> parentHashOf(Place at) {
    return at.parent()
        .map(ParentNode::parentHash)
        .or(() -> at.leaf().flatMap(ParentHashes::parentHashOf));
  }

  private static Optional<Bytes> parentHashOf(LeafNode leaf) {
    return leaf.source() instanceof LeafNodeSource.Commit(var parentHash)
        ? Optional.of(parentHash)
        : Optional.empty();
  }
}

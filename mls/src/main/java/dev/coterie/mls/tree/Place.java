package dev.coterie.mls.tree;

import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.ParentNode;
import java.util.Optional;

/// A subtree together with where it stands.
///
/// @param subtree what stands there
/// @param firstLeaf index of its leftmost leaf
record Place(Subtree subtree, int firstLeaf) {
  int height() {
    return subtree.height();
  }

  NodeIndex node() {
    return NodeIndex.of(TreeMath.ancestor(firstLeaf, subtree.height()));
  }

  /// First leaf to the right of the subtree.
  int endLeaf() {
    return firstLeaf + (1 << subtree.height());
  }

  boolean covers(LeafIndex leaf) {
    return leaf.value() >= firstLeaf && leaf.value() < endLeaf();
  }

  Place left() {
    return new Place(halved().left(), firstLeaf);
  }

  Place right() {
    return new Place(halved().right(), firstLeaf + (1 << (subtree.height() - 1)));
  }

  /// The half that has a leaf.
  Place towards(LeafIndex leaf) {
    return leaf.value() < firstLeaf + (1 << (subtree.height() - 1)) ? left() : right();
  }

  /// The half that does not have it.
  Place awayFrom(LeafIndex leaf) {
    return leaf.value() < firstLeaf + (1 << (subtree.height() - 1)) ? right() : left();
  }

  /// The place of a node at or below this one.
  Place find(NodeIndex node) {
    Place at = this;
    int level = TreeMath.level(node.value());
    LeafIndex first = new LeafIndex((int) TreeMath.firstLeaf(node.value()));
    while (at.height() > level) {
      at = at.towards(first);
    }
    return at;
  }

  /// The member here, if this is a leaf with one.
  Optional<LeafNode> leaf() {
    return subtree instanceof Subtree.Occupied occupied
        ? Optional.of(occupied.leaf())
        : Optional.empty();
  }

  /// The parent here, if this is one and not blank.
  Optional<ParentNode> parent() {
    return subtree instanceof Subtree.Halved halved
        ? Optional.ofNullable(halved.parent())
        : Optional.empty();
  }

  /// Whether the node itself is not blank.
  boolean isFilled() {
    return switch (subtree) {
      case Subtree.Occupied _ -> true;
      case Subtree.Halved halved -> halved.parent() != null;
    };
  }

  /// The key of a node that is not blank.
  HpkePublicKey encryptionKey() {
    return leaf()
        .map(LeafNode::encryptionKey)
        .or(() -> parent().map(ParentNode::encryptionKey))
        .orElseThrow();
  }

  private Subtree.Halved halved() {
    if (subtree instanceof Subtree.Halved halved && subtree.height() > 0) {
      return halved;
    }
    throw new IllegalStateException("a leaf has no halves");
  }
}

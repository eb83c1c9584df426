package dev.coterie.mls.tree;

import dev.coterie.mls.message.LeafIndex;

/// Where a node stands in the array form of a ratchet tree (RFC 9420, Appendix C): leaves at even
/// places, parents between them. A place never changes while the tree grows or shrinks to its
/// right.
///
/// @param value 0 to 2^31 − 2
public record NodeIndex(int value) implements Comparable<NodeIndex> {
  /// Refuses what no tree of ours reaches.
  public NodeIndex {
    if (value < 0 || value == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("no node can stand at " + Integer.toUnsignedLong(value));
    }
  }

  /// The node of a leaf, whose index must be addressable.
  public static NodeIndex of(LeafIndex leaf) {
    if (!leaf.isAddressable()) {
      throw new IllegalArgumentException("no node for leaf " + leaf);
    }
    return new NodeIndex((int) TreeMath.nodeOfLeaf(leaf.value()));
  }

  static NodeIndex of(long node) {
    return new NodeIndex(Math.toIntExact(node));
  }

  /// Whether a leaf stands here.
  public boolean isLeaf() {
    return TreeMath.level(value) == 0;
  }

  /// The leaf here; only if [#isLeaf].
  public LeafIndex leaf() {
    if (!isLeaf()) {
      throw new IllegalStateException("a parent stands at " + value);
    }
    return new LeafIndex(value >>> 1);
  }

  @Override
  public int compareTo(NodeIndex other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}

package dev.coterie.mls.tree;

/// Index arithmetic of perfect binary trees in array form, RFC 9420, Appendix C.
///
/// ```
///   level 2           3
///                ┌────┴────┐
///   level 1      1         5          a node's lowest zero bit is its level;
///              ┌─┴─┐     ┌─┴─┐        leaf i is node 2i
///   level 0    0   2     4   6
/// ```
///
/// Everything is computed in 64 bits, and leaf counts are powers of two up to 2^30, so nothing
/// overflows whatever 32-bit index arrives.
public final class TreeMath {
  /// The most leaves a tree has.
  public static final long MAX_LEAVES = 1L << 30;

  private TreeMath() {}

  /// Nodes of a tree with `leafCount` leaves.
  public static long nodeCount(long leafCount) {
    requireLeafCount(leafCount);
    return 2 * leafCount - 1;
  }

  /// The fewest leaves of a tree that has a node at `node`.
  public static long leafCountReaching(long node) {
    requireNode(node);
    long leaves = 1;
    while (2 * leaves - 1 <= node) {
      leaves *= 2;
    }
    return leaves;
  }

  /// The node of leaf `leaf`.
  public static long nodeOfLeaf(long leaf) {
    if (leaf < 0 || leaf >= MAX_LEAVES) {
      throw new IllegalArgumentException("leaf index out of range: " + leaf);
    }
    return 2 * leaf;
  }

  /// The topmost node.
  public static long root(long leafCount) {
    requireLeafCount(leafCount);
    return leafCount - 1;
  }

  /// How far a node stands above the leaves.
  public static int level(long node) {
    requireNode(node);
    return Long.numberOfTrailingZeros(~node);
  }

  /// The left child of a parent.
  public static long left(long node) {
    return node - half(node);
  }

  /// The right child of a parent.
  public static long right(long node) {
    return node + half(node);
  }

  /// The parent of a node other than the root.
  public static long parent(long node, long leafCount) {
    requireIn(node, leafCount);
    if (node == root(leafCount)) {
      throw new IllegalArgumentException("the root has no parent");
    }
    int level = level(node);
    return (node | (1L << level)) & ~(1L << (level + 1));
  }

  /// The other child of the parent.
  public static long sibling(long node, long leafCount) {
    long parent = parent(node, leafCount);
    return node < parent ? right(parent) : left(parent);
  }

  /// The first leaf below a node, or the leaf itself.
  public static long firstLeaf(long node) {
    return (node - ((1L << level(node)) - 1)) / 2;
  }

  /// The number of leaves below a node, 1 for a leaf.
  public static long leavesBelow(long node) {
    return 1L << level(node);
  }

  /// Whether leaf `leaf` is `node` itself or stands below it.
  public static boolean covers(long node, long leaf) {
    long first = firstLeaf(node);
    return leaf >= first && leaf < first + leavesBelow(node);
  }

  /// The lowest node that covers both leaves.
  public static long commonAncestor(long leaf, long other) {
    long node = nodeOfLeaf(leaf);
    int level = Long.SIZE - Long.numberOfLeadingZeros(leaf ^ nodeOfLeaf(other) / 2);
    long mask = (1L << (level + 1)) - 1;
    return (node & ~mask) | (mask >>> 1);
  }

  /// The node `level` steps above leaf `leaf`.
  static long ancestor(long leaf, int level) {
    long mask = (1L << (level + 1)) - 1;
    return (nodeOfLeaf(leaf) & ~mask) | (mask >>> 1);
  }

  private static long half(long node) {
    int level = level(node);
    if (level == 0) {
      throw new IllegalArgumentException("a leaf has no children");
    }
    return 1L << (level - 1);
  }

  private static void requireNode(long node) {
    if (node < 0 || node > 2 * MAX_LEAVES - 2) {
      throw new IllegalArgumentException("node index out of range: " + node);
    }
  }

  private static void requireIn(long node, long leafCount) {
    if (node < 0 || node >= nodeCount(leafCount)) {
      throw new IllegalArgumentException(
          "node " + node + " of a tree with " + leafCount + " leaves");
    }
  }

  private static void requireLeafCount(long leafCount) {
    if (leafCount < 1 || leafCount > MAX_LEAVES || Long.bitCount(leafCount) != 1) {
      throw new IllegalArgumentException("not a leaf count: " + leafCount);
    }
  }
}

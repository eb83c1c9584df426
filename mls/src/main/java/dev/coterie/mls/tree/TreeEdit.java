package dev.coterie.mls.tree;

import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.ParentNode;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes on their way from one [RatchetTree] to the next. Only the nodes on the way from the root
/// to a changed leaf are made anew; the old tree goes on as it was. Used once, by one thread.
final class TreeEdit {
  private static final int MAX_HEIGHT = 30;

  private final TreeMeter meter;
  private Subtree root;
  private TreeIndexes indexes;

  TreeEdit(Subtree root, TreeIndexes indexes, TreeMeter meter) {
    this.root = root;
    this.indexes = indexes;
    this.meter = meter;
  }

  Subtree root() {
    return root;
  }

  TreeIndexes indexes() {
    return indexes;
  }

  /// New members in the leftmost blank leaves, the tree extended where none is left (RFC 9420
  /// §12.1.1). Each is put on the unmerged list of every non-blank parent above it. One walk for
  /// all of them.
  List<LeafIndex> add(List<LeafNode> leaves) {
    List<LeafIndex> added = new ArrayList<>(leaves.size());
    root = fill(new Place(root, 0), leaves, added);
    while (added.size() < leaves.size()) {
      extend();
      root = fill(new Place(root, 0), leaves, added);
    }
    return added;
  }

  private void extend() {
    if (root.height() == MAX_HEIGHT) {
      throw new RefusedException(TreeRule.LEAF_OUT_OF_RANGE, "the tree has no room left");
    }
    root = made(null, root, new Subtree.Vacant(root.height()));
  }

  /// The leftmost blank leaf, the tree extended where there is none.
  LeafIndex seat() {
    if (root.isFull()) {
      extend();
    }
    Place at = new Place(root, 0);
    while (at.height() > 0) {
      at = at.left().subtree().isFull() ? at.right() : at.left();
    }
    return new LeafIndex(at.firstLeaf());
  }

  private Subtree fill(Place at, List<LeafNode> leaves, List<LeafIndex> added) {
    if (at.subtree().isFull() || added.size() == leaves.size()) {
      return at.subtree();
    }
    if (at.height() == 0) {
      LeafNode leaf = leaves.get(added.size());
      added.add(new LeafIndex(at.firstLeaf()));
      indexes = indexes.plus(at.firstLeaf(), leaf, meter);
      return made(leaf);
    }
    int before = added.size();
    Subtree left = fill(at.left(), leaves, added);
    Subtree right = fill(at.right(), leaves, added);
    List<LeafIndex> here = added.subList(before, added.size());
    return made(at.parent().map(parent -> withUnmerged(parent, here)).orElse(null), left, right);
  }

  private static ParentNode withUnmerged(ParentNode parent, List<LeafIndex> more) {
    List<LeafIndex> merged = new ArrayList<>(parent.unmergedLeaves().size() + more.size());
    int next = 0;
    for (LeafIndex known : parent.unmergedLeaves()) {
      while (next < more.size() && more.get(next).compareTo(known) < 0) {
        merged.add(more.get(next++));
      }
      merged.add(known);
    }
    merged.addAll(more.subList(next, more.size()));
    return new ParentNode(parent.encryptionKey(), parent.parentHash(), merged);
  }

  /// A new leaf for a member, and blanks above it (§12.1.2).
  void update(LeafIndex at, LeafNode leaf) {
    path(at, leaf, Map.of());
  }

  /// A new leaf for a member, new parents where given and blanks elsewhere above it (§7.5). The
  /// leaf may have been blank, when somebody joins by its own commit.
  void path(LeafIndex at, LeafNode leaf, Map<NodeIndex, ParentNode> parents) {
    indexes =
        find(at)
            .leaf()
            .map(old -> indexes.swap(at.value(), old, leaf, meter))
            .orElseGet(() -> indexes.plus(at.value(), leaf, meter));
    root = along(new Place(root, 0), at, made(leaf), parents);
  }

  /// A blank leaf and blanks above it, then half the tree as long as the right half is blank
  /// (§12.1.3).
  void remove(LeafIndex at) {
    find(at).leaf().ifPresent(old -> indexes = indexes.minus(at.value(), old, meter));
    meter.add(TreeMeter.Cost.TREE_NODES, 1);
    root = along(new Place(root, 0), at, new Subtree.Vacant(0), Map.of());
    while (root instanceof Subtree.Halved halved
        && root.height() > 0
        && halved.right().isVacant()) {
      replaceParent(new Place(root, 0), null);
      root = halved.left();
    }
  }

  /// The subtree with another leaf at one place, and other parents on the way to it.
  private Subtree along(
      Place at, LeafIndex target, Subtree leaf, Map<NodeIndex, ParentNode> parents) {
    if (at.height() == 0) {
      return leaf;
    }
    Place left = at.left();
    Place right = at.right();
    ParentNode fresh = parents.get(at.node());
    replaceParent(at, fresh);
    return left.covers(target)
        ? made(fresh, along(left, target, leaf, parents), right.subtree())
        : made(fresh, left.subtree(), along(right, target, leaf, parents));
  }

  private void replaceParent(Place at, @Nullable ParentNode fresh) {
    at.parent().ifPresent(old -> indexes = indexes.minus(at.node(), old, meter));
    if (fresh != null) {
      indexes = indexes.plus(at.node(), fresh, meter);
    }
  }

  private Place find(LeafIndex leaf) {
    return new Place(root, 0).find(NodeIndex.of(leaf));
  }

  private Subtree made(LeafNode leaf) {
    meter.add(TreeMeter.Cost.TREE_NODES, 1);
    return new Subtree.Occupied(leaf);
  }

  private Subtree made(@Nullable ParentNode parent, Subtree left, Subtree right) {
    meter.add(TreeMeter.Cost.TREE_NODES, 1);
    return Subtree.over(parent, left, right);
  }
}

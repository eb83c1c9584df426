package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.Node;
import dev.coterie.mls.message.ParentNode;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A tree as others see it: the `ratchet_tree` extension, and rows in a store.
///
/// ```
///   optional<Node>[]  ──read──▶            ──write──▶  optional<Node>[]
///   rows              ──fromRows─▶ tree    ──rows───▶  rows, or only the changed ones
/// ```
final class TreeForms {
  private TreeForms() {}

  static RatchetTree read(CipherSuite suite, Bytes ratchetTree) {
    List<Optional<Node>> nodes = Node.TREE.decode(ratchetTree);
    if (nodes.isEmpty() || nodes.getLast().isEmpty()) {
      throw new RefusedException(TreeRule.LAST_NODE_BLANK, nodes.size() + " nodes");
    }
    NavigableMap<Integer, Node> filled = new TreeMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      int place = i;
      nodes.get(i).ifPresent(node -> filled.put(place, node));
    }
    return build(suite, filled);
  }

  static RatchetTree fromRows(CipherSuite suite, Iterable<NodeRow> rows) {
    NavigableMap<Integer, Node> filled = new TreeMap<>();
    for (NodeRow row : rows) {
      Node node = Node.CODEC.decode(row.value());
      if (filled.put(row.node().value(), node) != null) {
        throw new RefusedException(TreeRule.NODE_MISPLACED, "two rows of node " + row.node());
      }
    }
    if (filled.isEmpty()) {
      throw new RefusedException(TreeRule.LAST_NODE_BLANK, "no rows");
    }
    RatchetTree tree = build(suite, filled);
    JoinCheck.unmergedLeaves(tree);
    JoinCheck.uniqueKeys(tree);
    return tree;
  }

  private static RatchetTree build(CipherSuite suite, NavigableMap<Integer, Node> filled) {
    filled.forEach(TreeForms::requireParity);
    long leaves = TreeMath.leafCountReaching(filled.lastKey());
    Builder builder = new Builder(filled);
    Subtree root = builder.subtree((int) TreeMath.root(leaves));
    if (root instanceof Subtree.Halved halved
        && (root.height() == 0 || halved.right().members() == 0)) {
      throw new RefusedException(TreeRule.RIGHT_HALF_BLANK, "a tree of " + leaves + " leaves");
    }
    return new RatchetTree(suite, root, builder.indexes(), TreeMeter.SILENT);
  }

  private static void requireParity(int place, Node node) {
    boolean fits =
        switch (node) {
          case Node.Leaf _ -> place % 2 == 0;
          case Node.Parent _ -> place % 2 == 1;
        };
    if (!fits) {
      throw new RefusedException(TreeRule.NODE_MISPLACED, "node " + place);
    }
  }

  /// Builds bottom up; depth of recursion is the height of the tree.
  private static final class Builder {
    private final NavigableMap<Integer, Node> filled;
    private final List<LeafNode> leaves = new ArrayList<>();
    private final KeyIndex.Builder signatureKeys = new KeyIndex.Builder();
    private final KeyIndex.Builder encryptionKeys = new KeyIndex.Builder();
    private final KeyIndex.Builder credentials = new KeyIndex.Builder();

    Builder(NavigableMap<Integer, Node> filled) {
      this.filled = filled;
    }

    Subtree subtree(int node) {
      int level = TreeMath.level(node);
      int reach = (1 << level) - 1;
      if (filled.subMap(node - reach, true, node + reach, true).isEmpty()) {
        return new Subtree.Vacant(level);
      }
      if (level > 0) {
        return Subtree.over(
            parent(node), subtree((int) TreeMath.left(node)), subtree((int) TreeMath.right(node)));
      }
      return filled.get(node) instanceof Node.Leaf(var leaf)
          ? leaf(node, leaf)
          : new Subtree.Vacant(0);
    }

    private Subtree leaf(int node, LeafNode leaf) {
      leaves.add(leaf);
      signatureKeys.add(leaf.signatureKey().value(), node / 2);
      encryptionKeys.add(leaf.encryptionKey().value(), node);
      credentials.add(TreeIndexes.encode(leaf.credential()), node / 2);
      return new Subtree.Occupied(leaf);
    }

    private @Nullable ParentNode parent(int node) {
      if (filled.get(node) instanceof Node.Parent(var parent)) {
        encryptionKeys.add(parent.encryptionKey().value(), node);
        return parent;
      }
      return null;
    }

    TreeIndexes indexes() {
      return new TreeIndexes(
          signatureKeys.build(TreeMeter.SILENT),
          encryptionKeys.build(TreeMeter.SILENT),
          credentials.build(TreeMeter.SILENT),
          Census.of(leaves, TreeMeter.SILENT));
    }
  }

  static Bytes write(RatchetTree tree) {
    return new WireWriter()
        .vector(
            out -> {
              long next = 0;
              for (var row : filled(tree.top()).entrySet()) {
                for (; next < row.getKey(); next++) {
                  out.uint8(0);
                }
                Node.CODEC.write(row.getValue(), out.uint8(1));
                next++;
              }
            })
        .toBytes();
  }

  static Stream<NodeRow> rows(Place top) {
    return TreeWalk.nodes(top, at -> false)
        .filter(Place::isFilled)
        .map(at -> new NodeRow(at.node(), Node.CODEC.encode(node(at))));
  }

  private static Map<Integer, Node> filled(Place top) {
    Map<Integer, Node> filled = new TreeMap<>();
    TreeWalk.nodes(top, at -> false)
        .filter(Place::isFilled)
        .forEach(at -> filled.put(at.node().value(), node(at)));
    return filled;
  }

  private static Node node(Place at) {
    return at.leaf()
        .<Node>map(Node.Leaf::new)
        .or(() -> at.parent().map(Node.Parent::new))
        .orElseThrow();
  }

  static List<NodeChange> changes(Place old, Place fresh) {
    List<NodeChange> changes = new ArrayList<>();
    collect(old, fresh, changes);
    return changes;
  }

  /// Both places begin at the same leaf; one may be higher than the other.
  private static void collect(Place old, Place fresh, List<NodeChange> changes) {
    if (old.subtree() == fresh.subtree()) {
      return;
    }
    if (old.subtree().isVacant()) {
      come(fresh, changes);
    } else if (fresh.subtree().isVacant()) {
      gone(old, changes);
    } else if (old.height() > fresh.height()) {
      if (old.isFilled()) {
        changes.add(new NodeChange(old.node(), Optional.empty()));
      }
      collect(old.left(), fresh, changes);
      gone(old.right(), changes);
    } else if (old.height() < fresh.height()) {
      if (fresh.isFilled()) {
        changes.add(put(fresh));
      }
      collect(old, fresh.left(), changes);
      come(fresh.right(), changes);
    } else {
      compare(old, fresh, changes);
      if (old.height() > 0) {
        collect(old.left(), fresh.left(), changes);
        collect(old.right(), fresh.right(), changes);
      }
    }
  }

  private static void compare(Place old, Place fresh, List<NodeChange> changes) {
    if (!fresh.isFilled()) {
      if (old.isFilled()) {
        changes.add(new NodeChange(old.node(), Optional.empty()));
      }
    } else if (!old.isFilled() || !node(old).equals(node(fresh))) {
      changes.add(put(fresh));
    }
  }

  private static void gone(Place old, List<NodeChange> changes) {
    TreeWalk.nodes(old, at -> false)
        .filter(Place::isFilled)
        .forEach(at -> changes.add(new NodeChange(at.node(), Optional.empty())));
  }

  private static void come(Place fresh, List<NodeChange> changes) {
    TreeWalk.nodes(fresh, at -> false).filter(Place::isFilled).forEach(at -> changes.add(put(at)));
  }

  private static NodeChange put(Place at) {
    return new NodeChange(at.node(), Optional.of(Node.CODEC.encode(node(at))));
  }
}

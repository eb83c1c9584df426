package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Node;
import dev.coterie.mls.message.ParentNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// RFC 9420 §4 and §7 word for word on a plain array: nothing shared, nothing remembered.
final class NaiveTree {
  final List<Optional<Node>> nodes;

  NaiveTree(List<Optional<Node>> nodes) {
    this.nodes = new ArrayList<>(nodes);
  }

  NaiveTree copy() {
    return new NaiveTree(nodes);
  }

  int leafCount() {
    return (nodes.size() + 1) / 2;
  }

  int root() {
    return leafCount() - 1;
  }

  static int level(int node) {
    int level = 0;
    while ((node >> level & 1) == 1) {
      level++;
    }
    return level;
  }

  static int left(int node) {
    return node ^ 1 << (level(node) - 1);
  }

  static int right(int node) {
    return node ^ 3 << (level(node) - 1);
  }

  static int parentOf(int node) {
    int level = level(node);
    int bit = node >> (level + 1) & 1;
    return (node | 1 << level) ^ bit << (level + 1);
  }

  List<Integer> directPath(int node) {
    List<Integer> path = new ArrayList<>();
    int at = node;
    while (at != root()) {
      at = parentOf(at);
      path.add(at);
    }
    return path;
  }

  boolean isBelow(int node, int top) {
    return node == top || directPath(node).contains(top);
  }

  Optional<LeafNode> leaf(int leaf) {
    return nodes.get(2 * leaf).map(node -> ((Node.Leaf) node).node());
  }

  Optional<ParentNode> parent(int node) {
    return nodes.get(node).map(value -> ((Node.Parent) value).node());
  }

  List<Integer> members() {
    List<Integer> members = new ArrayList<>();
    for (int i = 0; i < leafCount(); i++) {
      if (leaf(i).isPresent()) {
        members.add(i);
      }
    }
    return members;
  }

  int add(LeafNode leaf) {
    int at = 0;
    while (at < leafCount() && leaf(at).isPresent()) {
      at++;
    }
    if (at == leafCount()) {
      int size = nodes.size();
      for (int i = 0; i < size + 1; i++) {
        nodes.add(Optional.empty());
      }
    }
    nodes.set(2 * at, Optional.of(new Node.Leaf(leaf)));
    for (int above : directPath(2 * at)) {
      LeafIndex added = new LeafIndex(at);
      parent(above)
          .ifPresent(
              parent -> {
                List<LeafIndex> unmerged = new ArrayList<>(parent.unmergedLeaves());
                unmerged.add(added);
                unmerged.sort(null);
                set(above, new ParentNode(parent.encryptionKey(), parent.parentHash(), unmerged));
              });
    }
    return at;
  }

  private void set(int node, ParentNode parent) {
    nodes.set(node, Optional.of(new Node.Parent(parent)));
  }

  void update(int leaf, LeafNode fresh) {
    nodes.set(2 * leaf, Optional.of(new Node.Leaf(fresh)));
    directPath(2 * leaf).forEach(above -> nodes.set(above, Optional.empty()));
  }

  void remove(int leaf) {
    nodes.set(2 * leaf, Optional.empty());
    directPath(2 * leaf).forEach(above -> nodes.set(above, Optional.empty()));
    while (nodes.size() > 1
        && nodes.subList(root() + 1, nodes.size()).stream().allMatch(Optional::isEmpty)) {
      int kept = (nodes.size() - 1) / 2;
      while (nodes.size() > kept) {
        nodes.removeLast();
      }
    }
  }

  void path(int leaf, LeafNode fresh, Map<NodeIndex, ParentNode> parents) {
    update(leaf, fresh);
    parents.forEach((node, parent) -> set(node.value(), parent));
  }

  List<Integer> resolution(int node) {
    if (nodes.get(node).isPresent()) {
      List<Integer> result = new ArrayList<>(List.of(node));
      if (level(node) > 0) {
        parent(node).orElseThrow().unmergedLeaves().forEach(leaf -> result.add(2 * leaf.value()));
      }
      return result;
    }
    if (level(node) == 0) {
      return List.of();
    }
    List<Integer> result = new ArrayList<>(resolution(left(node)));
    result.addAll(resolution(right(node)));
    return result;
  }

  List<Integer> filteredDirectPath(int leaf) {
    List<Integer> path = new ArrayList<>();
    int below = 2 * leaf;
    for (int above : directPath(2 * leaf)) {
      int copath = below == left(above) ? right(above) : left(above);
      if (!resolution(copath).isEmpty()) {
        path.add(above);
      }
      below = above;
    }
    return path;
  }

  Bytes treeHash(SuiteCrypto crypto) {
    return treeHash(root(), crypto);
  }

  Bytes treeHash(int node, SuiteCrypto crypto) {
    WireWriter out = new WireWriter();
    if (level(node) == 0) {
      out.uint8(1).uint32(node / 2).optional(leaf(node / 2), LeafNode.CODEC);
    } else {
      out.uint8(2)
          .optional(parent(node), ParentNode.CODEC)
          .opaque(treeHash(left(node), crypto))
          .opaque(treeHash(right(node), crypto));
    }
    return crypto.hash(out.toBytes());
  }

  /// The tree in which the leaves were never added (§7.9).
  NaiveTree without(List<LeafIndex> absent) {
    NaiveTree changed = copy();
    for (int node = 0; node < nodes.size(); node++) {
      if (level(node) == 0 && absent.contains(new LeafIndex(node / 2))) {
        changed.nodes.set(node, Optional.empty());
      } else if (level(node) > 0) {
        int at = node;
        parent(node)
            .ifPresent(
                parent -> {
                  List<LeafIndex> kept = new ArrayList<>(parent.unmergedLeaves());
                  kept.removeAll(absent);
                  changed.set(
                      at, new ParentNode(parent.encryptionKey(), parent.parentHash(), kept));
                });
      }
    }
    return changed;
  }

  Bytes parentHash(int node, int sibling, SuiteCrypto crypto) {
    ParentNode parent = parent(node).orElseThrow();
    return crypto.hash(
        new WireWriter()
            .opaque(parent.encryptionKey().value())
            .opaque(parent.parentHash())
            .opaque(without(parent.unmergedLeaves()).treeHash(sibling, crypto))
            .toBytes());
  }

  /// How many nodes below a parent are linked to it, by the letter of §7.9.2.
  int links(int node, SuiteCrypto crypto) {
    int links = 0;
    for (int below = 0; below < nodes.size(); below++) {
      if (below != node && isBelow(below, node)) {
        int child = isBelow(below, left(node)) ? left(node) : right(node);
        int sibling = child == left(node) ? right(node) : left(node);
        if (isLinked(below, node, child, sibling, crypto)) {
          links++;
        }
      }
    }
    return links;
  }

  private boolean isLinked(int below, int node, int child, int sibling, SuiteCrypto crypto) {
    List<Integer> resolution = resolution(child);
    if (!resolution.contains(below)) {
      return false;
    }
    Set<Integer> unmerged = new HashSet<>();
    for (LeafIndex leaf : parent(node).orElseThrow().unmergedLeaves()) {
      if (isBelow(2 * leaf.value(), child)) {
        unmerged.add(2 * leaf.value());
      }
    }
    Set<Integer> rest = new HashSet<>(resolution);
    rest.remove(below);
    return unmerged.equals(rest)
        && parentHashField(below).equals(Optional.of(parentHash(node, sibling, crypto)));
  }

  private Optional<Bytes> parentHashField(int node) {
    if (level(node) > 0) {
      return parent(node).map(ParentNode::parentHash);
    }
    return leaf(node / 2)
        .flatMap(
            leaf ->
                leaf.source() instanceof LeafNodeSource.Commit(var hash)
                    ? Optional.of(hash)
                    : Optional.empty());
  }

  /// TR-07 by the letter of §12.4.3.1.
  boolean unmergedAreSound() {
    for (int node = 1; node < nodes.size(); node += 2) {
      int at = node;
      boolean sound =
          parent(node).stream()
              .flatMap(parent -> parent.unmergedLeaves().stream())
              .allMatch(leaf -> isSoundBelow(leaf, at));
      if (!sound) {
        return false;
      }
    }
    return true;
  }

  private boolean isSoundBelow(LeafIndex leaf, int node) {
    int place = 2 * leaf.value();
    return leaf.unsigned() < leafCount()
        && isBelow(place, node)
        && nodes.get(place).isPresent()
        && directPath(place).stream()
            .takeWhile(above -> above != node)
            .flatMap(above -> parent(above).stream())
            .allMatch(parent -> parent.unmergedLeaves().contains(leaf));
  }

  boolean isCoveredEverywhere(SuiteCrypto crypto) {
    for (int node = 1; node < nodes.size(); node += 2) {
      if (parent(node).isPresent() && links(node, crypto) != 1) {
        return false;
      }
    }
    return true;
  }

  Bytes toExtension() {
    List<Optional<Node>> shown = new ArrayList<>(nodes);
    while (shown.getLast().isEmpty()) {
      shown.removeLast();
    }
    return Node.TREE.encode(shown);
  }
}

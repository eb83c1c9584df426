package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is left of the secret tree: secrets of nodes below which nobody has been heard yet. RFC
/// 9420 §9. A leaf's way down from the nearest such node leaves behind the siblings on that way,
/// log n of them.
final class TreeSecrets implements AutoCloseable {
  private static final Bytes LEFT = Bytes.ofUtf8("left");
  private static final Bytes RIGHT = Bytes.ofUtf8("right");

  private final SuiteCrypto crypto;
  private final int width;
  private final Map<Integer, Secret> secrets = new HashMap<>();

  /// @param leafCount members fit below; rounded up to a power of two, as the ratchet tree is
  TreeSecrets(SuiteCrypto crypto, int leafCount) {
    if (leafCount < 1 || leafCount > 1 << 30) {
      throw new IllegalArgumentException("1 to 2^30 leaves");
    }
    this.crypto = crypto;
    this.width = leafCount == 1 ? 1 : Integer.highestOneBit(leafCount - 1) << 1;
  }

  int width() {
    return width;
  }

  int root() {
    return width - 1;
  }

  Map<Integer, Secret> secrets() {
    return secrets;
  }

  void put(int node, Secret secret) {
    secrets.put(node, secret);
  }

  /// The nearest node above a leaf, or the leaf's own, whose secret is still there.
  Optional<Integer> nodeAbove(int leaf) {
    for (int node = root(); ; node = childTowards(node, leaf)) {
      if (secrets.containsKey(node)) {
        return Optional.of(node);
      }
      if (node == 2 * leaf) {
        return Optional.empty();
      }
    }
  }

  /// The way from a node down to a leaf, derived beside the tree and not yet part of it.
  ///
  /// @param from its secret goes
  /// @param siblings their secrets come
  /// @param leafSecret of the leaf
  record Descent(int from, Map<Integer, Secret> siblings, Secret leafSecret)
      implements AutoCloseable {
    @Override
    public void close() {
      siblings.values().forEach(Secret::close);
      leafSecret.close();
    }
  }

  Descent plan(int from, int leaf) {
    var siblings = new TreeMap<Integer, Secret>();
    Secret at = secretOf(from).copy();
    int node = from;
    while (node != 2 * leaf) {
      int towards = childTowards(node, leaf);
      int sibling = 2 * node - towards;
      try (var parent = at) {
        siblings.put(sibling, child(parent, sibling < node));
        at = child(parent, towards < node);
      }
      node = towards;
    }
    return new Descent(from, siblings, at);
  }

  /// Takes up a descent: its start is wiped, its siblings now belong to the tree.
  void apply(Descent descent) {
    Secret gone = secrets.remove(descent.from);
    if (gone != null) {
      gone.close();
    }
    secrets.putAll(descent.siblings);
  }

  private Secret secretOf(int node) {
    Secret secret = secrets.get(node);
    if (secret == null) {
      throw new IllegalArgumentException("no secret at node " + node);
    }
    return secret;
  }

  private Secret child(Secret parent, boolean left) {
    return crypto.expandWithLabel(parent, "tree", left ? LEFT : RIGHT, crypto.suite().hashSize());
  }

  /// How many leaves stand below a node.
  static int leavesBelow(int node) {
    return 1 << level(node);
  }

  private static int level(int node) {
    return Integer.numberOfTrailingZeros(~node);
  }

  /// The child of an inner node on the way to a leaf.
  private static int childTowards(int node, int leaf) {
    int half = 1 << (level(node) - 1);
    return 2 * leaf < node ? node - half : node + half;
  }

  @Override
  public void close() {
    secrets.values().forEach(Secret::close);
    secrets.clear();
  }
}

package dev.coterie.mls.tree;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A member's private keys: its leaf's, and those of its own ancestors as far as it knows them (RFC
/// 9420 §4.2). A value like the public tree: a commit gives another one that shares the keys that
/// stay. Keys that only one of two versions has are wiped by [#wipeUnless], when the other wins.
public final class PrivateTree {
  private final LeafIndex self;
  private final SortedMap<NodeIndex, HpkePrivateKey> keys;

  private PrivateTree(LeafIndex self, SortedMap<NodeIndex, HpkePrivateKey> keys) {
    this.self = self;
    this.keys = keys;
  }

  /// The keys of a member that knows its leaf's key only. The key belongs to the tree from now on.
  public static PrivateTree of(LeafIndex self, HpkePrivateKey leafKey) {
    SortedMap<NodeIndex, HpkePrivateKey> keys = new TreeMap<>();
    keys.put(NodeIndex.of(self), leafKey);
    return new PrivateTree(self, keys);
  }

  /// The keys of a member that was just welcomed: its leaf's, and those above the lowest common
  /// ancestor with the committer, if the commit had a path (§12.4.3.1).
  ///
  /// @param tree the tree of the welcome, which passed [JoinCheck]
  /// @param signer the committer's leaf
  /// @param pathSecret from the welcome; taken and wiped
  public static PrivateTree welcomed(
      RatchetTree tree,
      LeafIndex self,
      HpkePrivateKey leafKey,
      LeafIndex signer,
      Optional<Secret> pathSecret,
      SuiteCrypto crypto) {
    PrivateTree leafOnly = of(self, leafKey);
    if (pathSecret.isEmpty()) {
      leafOnly.requireFit(tree);
      return leafOnly;
    }
    List<NodeIndex> nodes =
        tree.filteredDirectPath(signer).stream()
            .filter(node -> TreeMath.covers(node.value(), self.value()))
            .toList();
    try (PathChain chain = PathChain.derive(nodes, pathSecret.get(), crypto, tree.meter())) {
      leafOnly.requireFit(tree);
      for (PathChain.Link link : chain.links()) {
        if (!tree.encryptionKey(link.node()).equals(Optional.of(link.keys().publicKey()))) {
          chain.discard();
          throw new RefusedException(TreeRule.PATH_KEY_MISMATCH, "node " + link.node());
        }
      }
      return leafOnly.with(chain.privateKeys());
    }
  }

  /// Rebuilds the keys from all their rows. Every key must be of an own ancestor and fit the tree.
  public static PrivateTree fromRows(
      RatchetTree tree, LeafIndex self, Iterable<NodeRow> rows, SuiteCrypto crypto) {
    SortedMap<NodeIndex, HpkePrivateKey> keys = new TreeMap<>();
    for (NodeRow row : rows) {
      HpkePrivateKey key = crypto.importHpkePrivateKey(Secret.copyOf(row.value()));
      if (keys.put(row.node(), key) != null) {
        throw new RefusedException(
            TreeRule.PRIVATE_KEY_MISPLACED, "two rows of node " + row.node());
      }
    }
    PrivateTree secrets = new PrivateTree(self, keys);
    secrets.requireFit(tree);
    return secrets;
  }

  private void requireFit(RatchetTree tree) {
    boolean hasLeaf = keys.containsKey(NodeIndex.of(self));
    boolean allFit =
        keys.entrySet().stream().allMatch(entry -> fits(tree, entry.getKey(), entry.getValue()));
    if (!hasLeaf || !allFit) {
      throw new RefusedException(TreeRule.PRIVATE_KEY_MISPLACED, "keys of leaf " + self);
    }
  }

  private boolean fits(RatchetTree tree, NodeIndex node, HpkePrivateKey key) {
    return TreeMath.covers(node.value(), self.value())
        && tree.encryptionKey(node).equals(Optional.of(key.publicKey()));
  }

  /// Whose keys these are.
  public LeafIndex self() {
    return self;
  }

  /// The key of a node, if held.
  public Optional<HpkePrivateKey> key(NodeIndex node) {
    return Optional.ofNullable(keys.get(node));
  }

  /// How many keys are held.
  public int size() {
    return keys.size();
  }

  /// With another leaf key: our Update was committed, possibly by somebody else.
  public PrivateTree withLeafKey(HpkePrivateKey leafKey) {
    return with(Map.of(NodeIndex.of(self), leafKey));
  }

  PrivateTree with(Map<NodeIndex, HpkePrivateKey> more) {
    SortedMap<NodeIndex, HpkePrivateKey> merged = new TreeMap<>(keys);
    merged.putAll(more);
    return new PrivateTree(self, merged);
  }

  /// Without the keys that no longer fit: their node is blank or has another key. To be called with
  /// the tree after each commit without a path; [MergedPath#open] does it itself.
  public PrivateTree keepingOnly(RatchetTree tree) {
    SortedMap<NodeIndex, HpkePrivateKey> kept = new TreeMap<>(keys);
    kept.entrySet().removeIf(entry -> !fits(tree, entry.getKey(), entry.getValue()));
    return new PrivateTree(self, kept);
  }

  /// All keys as rows to store.
  public List<NodeRow> rows(KeyExport token) {
    return keys.entrySet().stream()
        .map(entry -> new NodeRow(entry.getKey(), entry.getValue().secret().export(token)))
        .toList();
  }

  /// The rows that turn the stored form of earlier keys into these.
  public List<NodeChange> changesSince(PrivateTree old, KeyExport token) {
    List<NodeChange> changes = new ArrayList<>();
    old.keys.keySet().stream()
        .filter(node -> !keys.containsKey(node))
        .forEach(node -> changes.add(new NodeChange(node, Optional.empty())));
    keys.forEach(
        (node, key) -> {
          if (!old.key(node).map(HpkePrivateKey::publicKey).equals(Optional.of(key.publicKey()))) {
            changes.add(new NodeChange(node, Optional.of(key.secret().export(token))));
          }
        });
    return changes;
  }

  /// Wipes every key that `kept` does not hold: what a merged commit replaced, or what a dropped
  /// one had drawn (§7.5, §9.2).
  public void wipeUnless(PrivateTree kept) {
    keys.forEach(
        (node, key) -> {
          if (kept.keys.get(node) != key) {
            key.close();
          }
        });
  }

  /// Wipes every key: the group is left.
  public void wipe() {
    keys.values().forEach(HpkePrivateKey::close);
  }

  @Override
  public String toString() {
    return "PrivateTree[leaf " + self + ", " + keys.size() + " keys]";
  }
}

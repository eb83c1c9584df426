package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.message.UpdatePathNode;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Somebody else's path, checked as far as everybody can and put into the tree; then opened with
/// our keys (RFC 9420 §7.5):
///
/// ```
///   tree after proposals ─merge─▶ MergedPath ──tree().treeHash──▶ provisional context
///                                     │                                │
///                                     └────────── open ◀───────────────┘ ──▶ Opened(private keys, commit secret)
/// ```
///
/// Immutable. That the path's leaf is valid as a leaf is for [LeafValidator] to say, before.
public final class MergedPath {
  private final SuiteCrypto crypto;
  private final RatchetTree proposed;
  private final RatchetTree tree;
  private final List<PathStep> steps;
  private final LeafIndex sender;
  private final UpdatePath path;
  private final Set<LeafIndex> added;

  private MergedPath(
      SuiteCrypto crypto,
      RatchetTree proposed,
      RatchetTree tree,
      List<PathStep> steps,
      LeafIndex sender,
      UpdatePath path,
      Set<LeafIndex> added) {
    this.crypto = crypto;
    this.proposed = proposed;
    this.tree = tree;
    this.steps = steps;
    this.sender = sender;
    this.path = path;
    this.added = added;
  }

  /// Checks what every member can check and applies the path.
  ///
  /// @param proposed the tree after the commit's proposals
  /// @param sender the committer's leaf
  /// @param added leaves that this commit adds
  public static MergedPath merge(
      RatchetTree proposed,
      LeafIndex sender,
      UpdatePath path,
      Set<LeafIndex> added,
      SuiteCrypto crypto) {
    List<PathStep> steps = TreeWalk.filteredPath(proposed, sender);
    requireShape(steps, path, added);
    requireFreshKeys(proposed, path);
    for (int i = 0; i < steps.size(); i++) {
      JoinCheck.requireKey(
          path.nodes().get(i).encryptionKey(), "node " + steps.get(i).at().node(), crypto);
    }
    List<HpkePublicKey> keys = path.nodes().stream().map(UpdatePathNode::encryptionKey).toList();
    var chain = new ParentHashes(proposed.hashes(crypto)).chain(steps, keys);
    requireParentHash(path.leafNode(), chain.leafParentHash());
    RatchetTree tree = proposed.withPath(sender, path.leafNode(), chain.parents());
    return new MergedPath(crypto, proposed, tree, steps, sender, path, Set.copyOf(added));
  }

  private static void requireShape(List<PathStep> steps, UpdatePath path, Set<LeafIndex> added) {
    if (path.nodes().size() != steps.size()) {
      throw new RefusedException(
          TreeRule.PATH_LENGTH, path.nodes().size() + " nodes instead of " + steps.size());
    }
    for (int i = 0; i < steps.size(); i++) {
      int wanted = PathDraft.recipients(steps.get(i), added).size();
      int given = path.nodes().get(i).encryptedPathSecret().size();
      if (given != wanted) {
        throw new RefusedException(
            TreeRule.CIPHERTEXT_COUNT,
            given + " instead of " + wanted + " at node " + steps.get(i).at().node());
      }
    }
  }

  private static void requireFreshKeys(RatchetTree proposed, UpdatePath path) {
    List<HpkePublicKey> keys = new ArrayList<>();
    keys.add(path.leafNode().encryptionKey());
    path.nodes().forEach(node -> keys.add(node.encryptionKey()));
    if (new HashSet<>(keys).size() != keys.size()) {
      throw new RefusedException(TreeRule.PATH_KEY_REPEATED, "twice in the path");
    }
    for (HpkePublicKey key : keys) {
      proposed
          .nodeWith(key)
          .ifPresent(
              node -> {
                throw new RefusedException(TreeRule.PATH_KEY_REPEATED, "in use at node " + node);
              });
    }
  }

  private static void requireParentHash(LeafNode leaf, Bytes expected) {
    if (!(leaf.source() instanceof LeafNodeSource.Commit(var parentHash))) {
      throw new RefusedException(LeafRule.SOURCE_OF_PATH, "another source");
    }
    if (!parentHash.equals(expected)) {
      throw new RefusedException(TreeRule.PATH_PARENT_HASH, "another parent hash");
    }
  }

  /// The tree with the path in it.
  public RatchetTree tree() {
    return tree;
  }

  /// What a member gets out of a path.
  ///
  /// @param privateTree its private keys from now on; shares those that stay with the earlier ones
  /// @param commitSecret what the path contributes to the new epoch; the caller closes it
  public record Opened(PrivateTree privateTree, Secret commitSecret) {}

  /// Decrypts the path secret that is for us and derives what follows from it.
  ///
  /// @param mine our private keys before the path
  /// @param provisionalContext encoded group context: new epoch, tree hash and extensions, old
  ///   transcript
  public Opened open(PrivateTree mine, Bytes provisionalContext) {
    PrivateTree before = mine.keepingOnly(proposed);
    int entry = entryFor(before.self());
    Secret first = decrypt(entry, before, provisionalContext);
    List<NodeIndex> nodes =
        steps.subList(entry, steps.size()).stream().map(step -> step.at().node()).toList();
    try (PathChain chain = PathChain.derive(nodes, first, crypto, tree.meter())) {
      requireKeys(chain);
      return new Opened(before.keepingOnly(tree).with(chain.privateKeys()), chain.commitSecret());
    }
  }

  /// The lowest step whose other side we are on.
  private int entryFor(LeafIndex self) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).copath().covers(self)) {
        return i;
      }
    }
    throw new RefusedException(TreeRule.NO_KEY_FOR_PATH, "the path of leaf " + sender);
  }

  private Secret decrypt(int entry, PrivateTree mine, Bytes context) {
    List<PathDraft.Recipient> recipients = PathDraft.recipients(steps.get(entry), added);
    for (int i = 0; i < recipients.size(); i++) {
      Optional<HpkePrivateKey> key = mine.key(recipients.get(i).node());
      if (key.isPresent()) {
        tree.meter().add(TreeMeter.Cost.HPKE_OPENS, 1);
        try {
          return crypto.decryptWithLabel(
              key.get(),
              PathDraft.LABEL,
              context,
              path.nodes().get(entry).encryptedPathSecret().get(i));
        } catch (RefusedException unreadable) {
          throw new RefusedException(
              TreeRule.PATH_UNREADABLE, "at node " + recipients.get(i).node());
        }
      }
    }
    throw new RefusedException(TreeRule.NO_KEY_FOR_PATH, "the path of leaf " + sender);
  }

  private void requireKeys(PathChain chain) {
    for (PathChain.Link link : chain.links()) {
      if (!tree.encryptionKey(link.node()).equals(Optional.of(link.keys().publicKey()))) {
        chain.discard();
        throw new RefusedException(TreeRule.PATH_KEY_MISMATCH, "node " + link.node());
      }
    }
  }
}

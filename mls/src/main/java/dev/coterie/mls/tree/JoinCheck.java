package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.ParentNode;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/// Everything that must hold of a tree from outside before a joiner believes it (RFC 9420
/// §12.4.3.1), cheap and public checks first:
///
/// ```
///   tree hash ─▶ unmerged lists ─▶ unique keys ─▶ parent hashes ─▶ keys and leaves, side by side
/// ```
public final class JoinCheck {
  private JoinCheck() {}

  /// Checks a whole tree.
  ///
  /// @param expectedTreeHash what the group context names
  /// @param leaves judges each leaf
  /// @param fanOut carries out the checks of single nodes
  public static void all(
      RatchetTree tree,
      Bytes expectedTreeHash,
      LeafValidator leaves,
      SuiteCrypto crypto,
      FanOut fanOut) {
    treeHash(tree, expectedTreeHash, crypto);
    unmergedLeaves(tree);
    uniqueKeys(tree);
    parentHashes(tree, crypto);
    List<Supplier<Boolean>> tasks = new ArrayList<>(nodeTasks(tree, crypto));
    tasks.addAll(leaves.leafTasks(tree));
    fanOut.all(tasks);
    leaves.requireAgreement(tree);
  }

  /// The tree is the one that the group context names (TR-04).
  public static void treeHash(RatchetTree tree, Bytes expected, SuiteCrypto crypto) {
    if (!tree.treeHash(crypto).equals(expected)) {
      throw new RefusedException(TreeRule.TREE_HASH, "another tree than the group's");
    }
  }

  /// Unmerged leaves are members below, and listed by every parent between (TR-07).
  public static void unmergedLeaves(RatchetTree tree) {
    parents(tree).forEach(JoinCheck::checkUnmerged);
  }

  private static void checkUnmerged(Place at) {
    for (LeafIndex leaf : filled(at).unmergedLeaves()) {
      if (!at.covers(leaf)) {
        throw unmerged(at, leaf);
      }
      // The next parent between repeats this for the rest of the way, when its turn comes.
      Place next = at.towards(leaf);
      while (next.height() > 0 && !next.isFilled()) {
        next = next.towards(leaf);
      }
      boolean lists =
          next.height() == 0
              ? next.isFilled()
              : Collections.binarySearch(filled(next).unmergedLeaves(), leaf) >= 0;
      if (!lists) {
        throw unmerged(at, leaf);
      }
    }
  }

  private static RefusedException unmerged(Place at, LeafIndex leaf) {
    return new RefusedException(TreeRule.UNMERGED_LEAF, "leaf " + leaf + " at node " + at.node());
  }

  /// No key occurs twice (TR-08, LN-13, LN-14).
  public static void uniqueKeys(RatchetTree tree) {
    if (!tree.support().encryptionKeysAreUnique()) {
      throw new RefusedException(TreeRule.ENCRYPTION_KEY_REPEATED, "a key stands in two nodes");
    }
    if (!tree.support().signatureKeysAreUnique()) {
      throw new RefusedException(LeafRule.SIGNATURE_KEY_TAKEN, "two members have one key");
    }
  }

  /// Each parent is linked by parent hash to a node below it, and through it to a leaf (TR-09 to
  /// TR-12). That it is linked to one only needs no check: two links would be two hashes, each of
  /// which is part of the other's input. Needs a tree that passed [#unmergedLeaves].
  public static void parentHashes(RatchetTree tree, SuiteCrypto crypto) {
    ParentHashes hashes = new ParentHashes(tree.hashes(crypto));
    parents(tree)
        .forEach(
            at -> {
              if (!hashes.isCovered(at)) {
                throw new RefusedException(TreeRule.PARENT_NOT_COVERED, "node " + at.node());
              }
            });
  }

  /// One task per parent: its key is one of the suite.
  private static List<Supplier<Boolean>> nodeTasks(RatchetTree tree, SuiteCrypto crypto) {
    List<Supplier<Boolean>> tasks = new ArrayList<>();
    parents(tree)
        .forEach(
            at ->
                tasks.add(
                    () -> requireKey(filled(at).encryptionKey(), "node " + at.node(), crypto)));
    return tasks;
  }

  /// The key is one of the suite (CR-03).
  static boolean requireKey(HpkePublicKey key, String at, SuiteCrypto crypto) {
    try {
      crypto.validate(key);
      return true;
    } catch (RefusedException refused) {
      throw new RefusedException(TreeRule.ENCRYPTION_KEY_INVALID, at + ": " + refused.detail());
    }
  }

  private static Iterable<Place> parents(RatchetTree tree) {
    return () ->
        TreeWalk.nodes(tree.top(), at -> false)
            .filter(at -> at.height() > 0 && at.isFilled())
            .iterator();
  }

  private static ParentNode filled(Place at) {
    return at.parent().orElseThrow();
  }
}

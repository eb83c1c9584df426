package dev.coterie.mls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.ParentNode;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.message.UpdatePathNode;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Each way to spoil a path is refused under its rule, and leaves the tree and keys as they were.
class MergedPathTest {
  private static final LeafIndex SENDER = new LeafIndex(2);

  private final TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 5);
  private final PathDraft draft = world.draftPath(world.tree, SENDER);
  private final Bytes context = draft.tree().treeHash(world.crypto);
  private final UpdatePath path = draft.encryptTo(context, Set.of(), world.random, FanOut.INLINE);

  private void refused(Rule rule, Executable action) {
    Bytes before = world.tree.toExtension();
    PrivateTree mine = world.person(new LeafIndex(1)).secrets();
    int keys = mine.size();
    assertEquals(rule, assertThrows(RefusedException.class, action).rule());
    assertEquals(before, world.tree.toExtension());
    assertEquals(keys, mine.size());
    merge(path).open(mine, context);
  }

  private MergedPath merge(UpdatePath candidate) {
    return MergedPath.merge(world.tree, SENDER, candidate, Set.of(), world.crypto);
  }

  private void mergeRefused(Rule rule, UpdatePath candidate) {
    refused(rule, () -> merge(candidate));
  }

  private UpdatePath withNode(int index, UnaryOperator<UpdatePathNode> change) {
    List<UpdatePathNode> nodes = new ArrayList<>(path.nodes());
    nodes.set(index, change.apply(nodes.get(index)));
    return new UpdatePath(path.leafNode(), nodes);
  }

  private static UpdatePathNode withKey(UpdatePathNode node, HpkePublicKey key) {
    return new UpdatePathNode(key, node.encryptedPathSecret());
  }

  private LeafNode leafWith(LeafNodeSource source) {
    return world.signed(SENDER, path.leafNode().encryptionKey(), source);
  }

  @Test
  void path_nodeLessOrMore_refused() {
    List<UpdatePathNode> nodes = path.nodes();
    mergeRefused(
        TreeRule.PATH_LENGTH, new UpdatePath(path.leafNode(), nodes.subList(0, nodes.size() - 1)));
    List<UpdatePathNode> more = new ArrayList<>(nodes);
    more.add(nodes.getLast());
    mergeRefused(TreeRule.PATH_LENGTH, new UpdatePath(path.leafNode(), more));
  }

  @Test
  void path_ciphertextLessOrMore_refused() {
    mergeRefused(
        TreeRule.CIPHERTEXT_COUNT,
        withNode(0, node -> new UpdatePathNode(node.encryptionKey(), List.of())));
    mergeRefused(
        TreeRule.CIPHERTEXT_COUNT,
        withNode(
            0,
            node -> {
              List<HpkeCiphertext> more = new ArrayList<>(node.encryptedPathSecret());
              more.add(more.getFirst());
              return new UpdatePathNode(node.encryptionKey(), more);
            }));
  }

  @Test
  void path_ciphertextForANewLeaf_refused() {
    var added = world.tree.add(world.newcomer().leaf());
    try (PathDraft other = world.draftPath(added.tree(), SENDER)) {
      UpdatePath tooMuch =
          other.encryptTo(
              other.tree().treeHash(world.crypto), Set.of(), world.random, FanOut.INLINE);
      refused(
          TreeRule.CIPHERTEXT_COUNT,
          () ->
              MergedPath.merge(added.tree(), SENDER, tooMuch, Set.of(added.index()), world.crypto));
    }
  }

  @Test
  void path_keyInUseOrTwice_refused() {
    HpkePublicKey inUse = world.tree.leaf(new LeafIndex(0)).orElseThrow().encryptionKey();
    mergeRefused(TreeRule.PATH_KEY_REPEATED, withNode(1, node -> withKey(node, inUse)));
    HpkePublicKey atParent = world.tree.parent(new NodeIndex(7)).orElseThrow().encryptionKey();
    mergeRefused(TreeRule.PATH_KEY_REPEATED, withNode(1, node -> withKey(node, atParent)));
    HpkePublicKey below = path.nodes().getFirst().encryptionKey();
    mergeRefused(TreeRule.PATH_KEY_REPEATED, withNode(1, node -> withKey(node, below)));
    HpkePublicKey leafKey = path.leafNode().encryptionKey();
    mergeRefused(TreeRule.PATH_KEY_REPEATED, withNode(1, node -> withKey(node, leafKey)));
  }

  @Test
  void path_keyOfAnotherLength_refused() {
    mergeRefused(
        TreeRule.ENCRYPTION_KEY_INVALID,
        withNode(0, node -> withKey(node, new HpkePublicKey(Bytes.of(1, 2, 3)))));
  }

  @Test
  void path_otherParentHash_refused() {
    LeafNode leaf = leafWith(new LeafNodeSource.Commit(world.random.bytes(32)));
    mergeRefused(TreeRule.PATH_PARENT_HASH, new UpdatePath(leaf, path.nodes()));
    LeafNode empty = leafWith(new LeafNodeSource.Commit(Bytes.EMPTY));
    mergeRefused(TreeRule.PATH_PARENT_HASH, new UpdatePath(empty, path.nodes()));
    HpkePublicKey other = world.crypto.generateKeyPair(world.random).publicKey();
    mergeRefused(TreeRule.PATH_PARENT_HASH, withNode(1, node -> withKey(node, other)));
  }

  @Test
  void path_leafOfAnotherSource_refused() {
    LeafNode leaf = leafWith(new LeafNodeSource.Update());
    mergeRefused(LeafRule.SOURCE_OF_PATH, new UpdatePath(leaf, path.nodes()));
  }

  @Test
  void open_changedCiphertextOrContext_refused() {
    PrivateTree mine = world.person(new LeafIndex(3)).secrets();
    refused(TreeRule.PATH_UNREADABLE, () -> merge(path).open(mine, Bytes.of(1)));
    UpdatePath swapped =
        withNode(
            0,
            node ->
                new UpdatePathNode(
                    node.encryptionKey(), path.nodes().getLast().encryptedPathSecret()));
    refused(TreeRule.PATH_UNREADABLE, () -> merge(swapped).open(mine, context));
  }

  @Test
  void open_secretOfOtherKeys_refused() {
    PrivateTree mine = world.person(new LeafIndex(3)).secrets();
    HpkePublicKey recipient = world.tree.leaf(new LeafIndex(3)).orElseThrow().encryptionKey();
    HpkeCiphertext other =
        world.crypto.encryptWithLabel(
            recipient, PathDraft.LABEL, context, Secret.zeros(32), world.random);
    UpdatePath spoilt =
        withNode(0, node -> new UpdatePathNode(node.encryptionKey(), List.of(other)));
    refused(TreeRule.PATH_KEY_MISMATCH, () -> merge(spoilt).open(mine, context));
  }

  /// A parent above nobody but us and the sender: no honest commit makes one, but a tree may come
  /// with one.
  @Test
  void open_parentThatThePathOnlyBlanks_keyIsGone() {
    world.commit(new LeafIndex(4), List.of(new LeafIndex(2), new LeafIndex(3)), 0);
    LeafIndex self = new LeafIndex(0);
    LeafIndex sender = new LeafIndex(1);
    NodeIndex odd = new NodeIndex(3);
    var keys = world.crypto.generateKeyPair(world.random);
    var leafKeys = world.crypto.generateKeyPair(world.random);
    RatchetTree tree =
        world.tree.withPath(
            self,
            world.signed(self, leafKeys.publicKey(), new LeafNodeSource.Update()),
            Map.of(odd, new ParentNode(keys.publicKey(), Bytes.EMPTY, List.of())));
    PrivateTree mine =
        PrivateTree.of(self, leafKeys.privateKey()).with(Map.of(odd, keys.privateKey()));
    try (PathDraft blanking = world.draftPath(tree, sender)) {
      Bytes newContext = blanking.tree().treeHash(world.crypto);
      UpdatePath over = blanking.encryptTo(newContext, Set.of(), world.random, FanOut.INLINE);
      var opened =
          MergedPath.merge(tree, sender, over, Set.of(), world.crypto).open(mine, newContext);
      assertEquals(Optional.empty(), opened.privateTree().key(odd));
      assertEquals(3, opened.privateTree().size());
    }
  }

  @Test
  void open_withoutAKeyOrOwnPath_refused() {
    LeafIndex other = new LeafIndex(3);
    PrivateTree stranger =
        PrivateTree.of(other, world.crypto.generateKeyPair(world.random).privateKey());
    refused(TreeRule.NO_KEY_FOR_PATH, () -> merge(path).open(stranger, context));
    refused(
        TreeRule.NO_KEY_FOR_PATH, () -> merge(path).open(world.person(SENDER).secrets(), context));
  }

  @Test
  void welcomed_otherPathSecretOrLeafKey_refusedAndTheSecretWiped() {
    var newcomer = world.newcomer();
    var added = world.tree.add(newcomer.leaf());
    HpkePrivateKey otherKey = world.crypto.generateKeyPair(world.random).privateKey();
    try (PathDraft other = world.draftPath(added.tree(), SENDER)) {
      Secret wrong = Secret.zeros(32);
      Secret right = other.pathSecretFor(added.index()).orElseThrow();
      refused(
          TreeRule.PATH_KEY_MISMATCH,
          () -> welcome(other, added.index(), newcomer.leafKey(), Optional.of(wrong)));
      refused(
          TreeRule.PRIVATE_KEY_MISPLACED,
          () -> welcome(other, added.index(), otherKey, Optional.of(right)));
      refused(
          TreeRule.PRIVATE_KEY_MISPLACED,
          () -> welcome(other, added.index(), otherKey, Optional.empty()));
      assertThrows(IllegalStateException.class, wrong::copy);
      assertThrows(IllegalStateException.class, right::copy);
    }
  }

  private PrivateTree welcome(
      PathDraft of, LeafIndex at, HpkePrivateKey leafKey, Optional<Secret> pathSecret) {
    return PrivateTree.welcomed(of.tree(), at, leafKey, SENDER, pathSecret, world.crypto);
  }
}

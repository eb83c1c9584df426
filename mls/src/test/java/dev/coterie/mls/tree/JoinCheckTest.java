package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Node;
import dev.coterie.mls.message.ParentNode;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JoinCheckTest {
  /// Seven members in a tree of eight leaves, with every parent set and one unmerged leaf at 5.
  private final TreeWorld world = filledWorld();

  private static TreeWorld filledWorld() {
    TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 7);
    for (int leaf : new int[] {0, 2, 4, 6}) {
      world.commit(new LeafIndex(leaf), List.of(), 0);
    }
    world.commit(new LeafIndex(0), List.of(new LeafIndex(5)), 0);
    world.add(1);
    world.commit(new LeafIndex(0), List.of(), 0);
    world.commit(new LeafIndex(4), List.of(), 0);
    world.commit(new LeafIndex(6), List.of(), 0);
    world.commit(new LeafIndex(2), List.of(new LeafIndex(1)), 0);
    world.commit(new LeafIndex(0), List.of(), 0);
    world.add(1);
    return world;
  }

  private NaiveTree nodes() {
    return new NaiveTree(Node.TREE.decode(pad(world.tree)));
  }

  /// The extension with its blanks at the end.
  private static Bytes pad(RatchetTree tree) {
    List<Optional<Node>> nodes = new ArrayList<>(Node.TREE.decode(tree.toExtension()));
    while (nodes.size() < tree.width()) {
      nodes.add(Optional.empty());
    }
    return Node.TREE.encode(nodes);
  }

  private static void refused(Rule rule, Executable action) {
    assertEquals(rule, assertThrows(RefusedException.class, action).rule());
  }

  private static RatchetTree imported(NaiveTree nodes) {
    return RatchetTree.fromExtension(TestLeaves.SUITE, nodes.toExtension());
  }

  private void joinRefused(Rule rule, NaiveTree nodes) {
    RatchetTree tree = imported(nodes);
    refused(
        rule,
        () ->
            JoinCheck.all(
                tree, tree.treeHash(world.crypto), world.validator(), world.crypto, FanOut.INLINE));
  }

  private static void changeParent(NaiveTree nodes, int node, UnaryOperator<ParentNode> change) {
    nodes.nodes.set(
        node, Optional.of(new Node.Parent(change.apply(nodes.parent(node).orElseThrow()))));
  }

  private static ParentNode withUnmerged(ParentNode parent, int... leaves) {
    List<LeafIndex> list = new ArrayList<>();
    for (int leaf : leaves) {
      list.add(new LeafIndex(leaf));
    }
    return new ParentNode(parent.encryptionKey(), parent.parentHash(), list);
  }

  @Test
  void all_filledTree_isBelieved() {
    assertThat(world.tree.parent(new NodeIndex(7)).orElseThrow().unmergedLeaves())
        .containsExactly(new LeafIndex(1));
    JoinCheck.all(
        imported(nodes()),
        world.tree.treeHash(world.crypto),
        world.validator(),
        world.crypto,
        FanOut.INLINE);
  }

  @Test
  void treeHash_anotherOne_refused() {
    refused(
        TreeRule.TREE_HASH, () -> JoinCheck.treeHash(world.tree, Bytes.of(1, 2, 3), world.crypto));
  }

  @Test
  void unmerged_leafElsewhere_refused() {
    NaiveTree nodes = nodes();
    changeParent(nodes, 3, parent -> withUnmerged(parent, 1, 4));
    joinRefused(TreeRule.UNMERGED_LEAF, nodes);
    changeParent(nodes, 3, parent -> withUnmerged(parent, 1, -1));
    joinRefused(TreeRule.UNMERGED_LEAF, nodes);
  }

  @Test
  void unmerged_blankLeaf_refused() {
    NaiveTree nodes = nodes();
    nodes.nodes.set(2, Optional.empty());
    joinRefused(TreeRule.UNMERGED_LEAF, nodes);
  }

  @Test
  void unmerged_notListedByAParentBetween_refused() {
    NaiveTree nodes = nodes();
    changeParent(nodes, 3, JoinCheckTest::withUnmerged);
    joinRefused(TreeRule.UNMERGED_LEAF, nodes);
  }

  @Test
  void keys_sameInTwoNodes_refused() {
    NaiveTree nodes = nodes();
    HpkePublicKey key = nodes.leaf(6).orElseThrow().encryptionKey();
    changeParent(
        nodes, 3, parent -> new ParentNode(key, parent.parentHash(), parent.unmergedLeaves()));
    joinRefused(TreeRule.ENCRYPTION_KEY_REPEATED, nodes);
  }

  @Test
  void keys_twoMembersWithOneSignatureKey_refused() {
    NaiveTree nodes = nodes();
    LeafNode twin = nodes.leaf(6).orElseThrow();
    LeafNode leaf =
        TestLeaves.renewed(
            twin, new HpkePublicKey(world.random.bytes(32)), new LeafNodeSource.Update());
    nodes.nodes.set(8, Optional.of(new Node.Leaf(leaf)));
    joinRefused(LeafRule.SIGNATURE_KEY_TAKEN, nodes);
  }

  @Test
  void parentHash_changedParent_refused() {
    NaiveTree nodes = nodes();
    HpkePublicKey key = new HpkePublicKey(world.random.bytes(32));
    changeParent(
        nodes, 7, parent -> new ParentNode(key, parent.parentHash(), parent.unmergedLeaves()));
    joinRefused(TreeRule.PARENT_NOT_COVERED, nodes);
  }

  @Test
  void parentHash_parentAboveNobody_refused() {
    NaiveTree nodes = nodes();
    for (int node : new int[] {4, 6}) {
      nodes.nodes.set(node, Optional.empty());
    }
    nodes.nodes.set(5, nodes.nodes.get(11));
    nodes.nodes.set(11, Optional.empty());
    assertThat(imported(nodes).toExtension()).isEqualTo(nodes.toExtension());
    joinRefused(TreeRule.PARENT_NOT_COVERED, nodes);
  }

  @Test
  void parentHash_emptyInBoth_isNoLink() {
    NaiveTree nodes = nodes();
    for (int node : new int[] {3, 11}) {
      changeParent(
          nodes,
          node,
          parent -> new ParentNode(parent.encryptionKey(), Bytes.EMPTY, parent.unmergedLeaves()));
    }
    refused(
        TreeRule.PARENT_NOT_COVERED, () -> JoinCheck.parentHashes(imported(nodes), world.crypto));
  }

  @Test
  void parentHash_staleAtALeaf_isLegal() {
    LeafNode stale = nodes().leaf(6).orElseThrow();
    assertThat(stale.source()).isInstanceOf(LeafNodeSource.Commit.class);
    world.commit(new LeafIndex(4), List.of(), 0);
    JoinCheck.parentHashes(world.tree, world.crypto);
  }

  @Test
  void parentKey_noKeyOfTheSuite_refused() {
    TreeWorld small = TreeWorld.of(TestLeaves.SUITE, 2);
    HpkePublicKey zero = new HpkePublicKey(Bytes.wrap(new byte[32]));
    LeafIndex self = new LeafIndex(0);
    var steps = TreeWalk.filteredPath(small.tree, self);
    var chain = new ParentHashes(small.tree.hashes(small.crypto)).chain(steps, List.of(zero));
    HpkePublicKey leafKey = small.crypto.generateKeyPair(small.random).publicKey();
    LeafNode leaf = small.signed(self, leafKey, new LeafNodeSource.Commit(chain.leafParentHash()));
    RatchetTree tree = small.tree.withPath(self, leaf, chain.parents());
    refused(
        TreeRule.ENCRYPTION_KEY_INVALID,
        () ->
            JoinCheck.all(
                tree, tree.treeHash(small.crypto), small.validator(), small.crypto, FanOut.INLINE));
  }

  @Test
  void leaf_credentialTypeThatAnotherDoesNotSupport_refused() {
    TreeWorld small = TreeWorld.of(TestLeaves.SUITE, 1);
    var keys = small.crypto.generateSignatureKeyPair(small.random);
    LeafNode leaf =
        new LeafNode.Draft(
                small.crypto.generateKeyPair(small.random).publicKey(),
                keys.publicKey(),
                new Credential.X509(List.of()),
                new Capabilities(List.of(1), List.of(1), List.of(), List.of(), List.of(1, 2)),
                new LeafNodeSource.KeyPackage(TestLeaves.ALWAYS),
                List.of())
            .sign(small.crypto, keys.privateKey());
    RatchetTree tree = small.tree.add(leaf).tree();
    refused(
        LeafRule.CREDENTIAL_TYPE_IN_USE,
        () ->
            JoinCheck.all(
                tree, tree.treeHash(small.crypto), small.validator(), small.crypto, FanOut.INLINE));
  }

  @Test
  void leaf_badSignature_refused() {
    NaiveTree nodes = nodes();
    LeafNode leaf = nodes.leaf(1).orElseThrow();
    nodes.nodes.set(
        2,
        Optional.of(
            new Node.Leaf(
                new LeafNode(
                    leaf.encryptionKey(),
                    leaf.signatureKey(),
                    leaf.credential(),
                    leaf.capabilities(),
                    leaf.source(),
                    leaf.extensions(),
                    world.random.bytes(64)))));
    joinRefused(LeafRule.SIGNATURE, nodes);
  }

  /// Trees with one thing changed: the same verdicts as the letter of the RFC.
  @Property(tries = 150)
  void checks_changedTree_agreeWithTheNaiveOnes(@ForAll long seed) {
    TestRandom random = new TestRandom(seed);
    NaiveTree nodes = nodes();
    corrupt(nodes, random);
    if (nodes.members().isEmpty() || nodes.members().getLast() < nodes.leafCount() / 2) {
      refused(TreeRule.RIGHT_HALF_BLANK, () -> imported(nodes));
      return;
    }
    RatchetTree tree = imported(nodes);
    boolean sound = passes(() -> JoinCheck.unmergedLeaves(tree));
    assertThat(sound).isEqualTo(nodes.unmergedAreSound());
    if (sound) {
      assertThat(passes(() -> JoinCheck.parentHashes(tree, world.crypto)))
          .isEqualTo(nodes.isCoveredEverywhere(world.crypto));
    }
  }

  private static boolean passes(Runnable check) {
    try {
      check.run();
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private static void corrupt(NaiveTree nodes, TestRandom random) {
    int node = random.below(nodes.nodes.size());
    if (node % 2 == 1 && nodes.parent(node).isPresent()) {
      int kind = random.below(4);
      changeParent(nodes, node, parent -> corrupted(parent, kind, random));
    } else if (node % 2 == 0 && random.below(2) == 0) {
      nodes.nodes.set(node, Optional.of(new Node.Leaf(TestLeaves.unsigned(random))));
    } else {
      nodes.nodes.set(node, Optional.empty());
    }
  }

  private static ParentNode corrupted(ParentNode parent, int kind, TestRandom random) {
    return switch (kind) {
      case 0 ->
          new ParentNode(
              new HpkePublicKey(random.bytes(32)), parent.parentHash(), parent.unmergedLeaves());
      case 1 -> new ParentNode(parent.encryptionKey(), random.bytes(32), parent.unmergedLeaves());
      case 2 -> withUnmerged(parent, random.below(8));
      default -> withUnmerged(parent);
    };
  }
}

package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.crypto.HpkePublicKey;
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
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Where other implementations of RFC 9420 believed wrong trees, or refused right ones.
/// docs/known-bugs.md says what went wrong there.
class KnownBugsTreeTest {
  private static TreeWorld full() {
    TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 8);
    for (int leaf : new int[] {0, 2, 4, 6, 0}) {
      world.commit(new LeafIndex(leaf), List.of(), 0);
    }
    return world;
  }

  private static NaiveTree nodes(RatchetTree tree) {
    List<Optional<Node>> nodes = new ArrayList<>(Node.TREE.decode(tree.toExtension()));
    while (nodes.size() < tree.width()) {
      nodes.add(Optional.empty());
    }
    return new NaiveTree(nodes);
  }

  private static RatchetTree imported(NaiveTree nodes) {
    return RatchetTree.fromExtension(TestLeaves.SUITE, nodes.toExtension());
  }

  private static void change(NaiveTree nodes, int node, UnaryOperator<ParentNode> change) {
    nodes.nodes.set(
        node, Optional.of(new Node.Parent(change.apply(nodes.parent(node).orElseThrow()))));
  }

  private static void refused(Rule rule, Runnable action) {
    assertEquals(rule, assertThrows(RefusedException.class, action::run).rule());
  }

  private static void joins(TreeWorld world) {
    JoinCheck.all(
        imported(nodes(world.tree)),
        world.tree.treeHash(world.crypto),
        world.validator(),
        world.crypto,
        FanOut.INLINE);
  }

  private static List<Integer> parents(NaiveTree nodes) {
    List<Integer> found = new ArrayList<>();
    for (int node = 1; node < nodes.nodes.size(); node += 2) {
      if (nodes.parent(node).isPresent()) {
        found.add(node);
      }
    }
    return found;
  }

  @Test
  @DisplayName("mls-rs#315: the check of parent hashes stopped at the first chain that fitted")
  void everySingleParent_isCovered() {
    TreeWorld world = full();
    List<Integer> parents = parents(nodes(world.tree));
    assertThat(parents).hasSize(7);
    for (int node : parents) {
      NaiveTree nodes = nodes(world.tree);
      var foreign = new HpkePublicKey(world.random.bytes(32));
      change(
          nodes,
          node,
          parent -> new ParentNode(foreign, parent.parentHash(), parent.unmergedLeaves()));
      refused(
          TreeRule.PARENT_NOT_COVERED, () -> JoinCheck.parentHashes(imported(nodes), world.crypto));
    }
  }

  @Test
  @DisplayName("mls-rs#360: a parent hash that was emptied by hand")
  void emptiedParentHash_isNoLink() {
    TreeWorld world = full();
    NaiveTree whole = nodes(world.tree);
    for (int node : parents(whole)) {
      if (node != whole.root()) {
        NaiveTree nodes = nodes(world.tree);
        change(
            nodes,
            node,
            parent -> new ParentNode(parent.encryptionKey(), Bytes.EMPTY, parent.unmergedLeaves()));
        refused(
            TreeRule.PARENT_NOT_COVERED,
            () -> JoinCheck.parentHashes(imported(nodes), world.crypto));
      }
    }
  }

  /// What was the root of a smaller tree says nothing of a parent: nobody vouches for one above it.
  @Test
  @DisplayName("mls-rs#360: a parent above a node whose parent hash is rightly empty")
  void emptyParentHashOfAFormerRoot_isNoLink() {
    TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 4);
    world.commit(new LeafIndex(0), List.of(), 0);
    world.add(1);
    joins(world);
    NaiveTree nodes = nodes(world.tree);
    assertThat(nodes.parent(3).orElseThrow().parentHash()).isEqualTo(Bytes.EMPTY);
    var foreign = new HpkePublicKey(world.random.bytes(32));
    var above = new ParentNode(foreign, Bytes.EMPTY, List.of(new LeafIndex(4)));
    nodes.nodes.set(7, Optional.of(new Node.Parent(above)));
    refused(
        TreeRule.PARENT_NOT_COVERED, () -> JoinCheck.parentHashes(imported(nodes), world.crypto));
  }

  @Test
  @DisplayName("mls-rs#342: a blank node between two that are linked")
  void blankNodeBetween_isSteppedOver() {
    TreeWorld world = full();
    world.commit(new LeafIndex(0), List.of(new LeafIndex(1)), 0);
    assertThat(world.tree.parent(new NodeIndex(1))).isEmpty();
    assertThat(world.tree.parent(new NodeIndex(3))).isPresent();
    joins(world);
    world.commit(new LeafIndex(4), List.of(new LeafIndex(5), new LeafIndex(7)), 0);
    world.commit(new LeafIndex(0), List.of(new LeafIndex(6)), 0);
    joins(world);
  }

  @Test
  @DisplayName("mls-rs#352: the sibling's original hash below a blank ancestor of an unmerged leaf")
  void newLeafBelowBlankAncestors_doesNotDisturbTheHashOfBefore() {
    TreeWorld world = full();
    world.commit(new LeafIndex(0), List.of(new LeafIndex(5)), 0); // nodes 9 and 11 are blank now
    assertThat(world.tree.parent(new NodeIndex(11))).isEmpty();
    world.add(1);
    assertThat(world.tree.parent(new NodeIndex(7)).orElseThrow().unmergedLeaves())
        .containsExactly(new LeafIndex(5));
    joins(world);
  }

  @Test
  @DisplayName("mlspp#430: an empty left subtree")
  void emptyLeftSubtree_isATreeLikeAnyOther() {
    TreeWorld world = full();
    world.commit(
        new LeafIndex(6),
        List.of(new LeafIndex(0), new LeafIndex(1), new LeafIndex(2), new LeafIndex(3)),
        0);
    joins(world);
    world.add(1);
    joins(world);
    world.commit(new LeafIndex(0), List.of(), 0);
    joins(world);
  }

  @Test
  @DisplayName("mls-rs#362: a parent in the place of a blank leaf, and trees of even length")
  void parentInThePlaceOfALeaf_isRefused() {
    TreeWorld world = full();
    world.commit(new LeafIndex(0), List.of(new LeafIndex(3)), 0);
    NaiveTree nodes = nodes(world.tree);
    nodes.nodes.set(6, nodes.nodes.get(7));
    refused(TreeRule.NODE_MISPLACED, () -> imported(nodes));
    List<Optional<Node>> even = nodes(full().tree).nodes;
    even.removeLast(); // ends with a parent now, above a member and above nobody
    assertThat(even).hasSize(14);
    refused(
        TreeRule.PARENT_NOT_COVERED,
        () ->
            JoinCheck.parentHashes(
                RatchetTree.fromExtension(TestLeaves.SUITE, Node.TREE.encode(even)), world.crypto));
  }

  @Test
  @DisplayName("mls-rs#328: two members with one signature key, in a tree without an index yet")
  void keysTwice_areFoundInAnImportedTree() {
    TreeWorld world = full();
    NaiveTree nodes = nodes(world.tree);
    LeafNode twin = nodes.leaf(7).orElseThrow();
    LeafNode leaf =
        TestLeaves.renewed(
            twin, new HpkePublicKey(world.random.bytes(32)), new LeafNodeSource.Update());
    nodes.nodes.set(2, Optional.of(new Node.Leaf(leaf)));
    RatchetTree tree = imported(nodes);
    refused(
        LeafRule.SIGNATURE_KEY_TAKEN,
        () ->
            JoinCheck.all(
                tree, tree.treeHash(world.crypto), world.validator(), world.crypto, FanOut.INLINE));
  }

  @Test
  @DisplayName("mls-rs#321, spec#714: an added leaf goes to its place in the list, not to its end")
  void unmergedLeaves_stayInOrder_whateverTheTreeWas() {
    TreeWorld world = full();
    world.commit(new LeafIndex(0), List.of(new LeafIndex(2)), 0);
    NaiveTree nodes = nodes(world.tree);
    for (int node : new int[] {3, 7}) {
      change(
          nodes,
          node,
          parent -> // as nobody honest could make it
          new ParentNode(parent.encryptionKey(), parent.parentHash(), List.of(new LeafIndex(3))));
    }
    var added = imported(nodes).add(world.newcomer().leaf());
    assertThat(added.index()).isEqualTo(new LeafIndex(2));
    for (int node : new int[] {3, 7}) {
      assertThat(added.tree().parent(new NodeIndex(node)).orElseThrow().unmergedLeaves())
          .containsExactly(new LeafIndex(2), new LeafIndex(3));
    }
  }

  @Test
  @DisplayName(
      "openmls#800, spec#837: unmerged leaves that are blank, elsewhere, or skipped between")
  void unmergedLeaves_whereTheyCannotBe_areRefused() {
    TreeWorld world = full();
    world.commit(new LeafIndex(0), List.of(new LeafIndex(5)), 0);
    world.commit(new LeafIndex(6), List.of(), 0);
    world.add(1);
    for (int[] wrong : new int[][] {{7, 5, 8}, {7, 3, 5}, {11, 1, 5}, {3, 5}, {11}}) {
      NaiveTree nodes = nodes(world.tree);
      List<LeafIndex> leaves = new ArrayList<>();
      for (int i = 1; i < wrong.length; i++) {
        leaves.add(new LeafIndex(wrong[i]));
      }
      change(
          nodes,
          wrong[0],
          parent -> new ParentNode(parent.encryptionKey(), parent.parentHash(), leaves));
      RatchetTree tree = imported(nodes);
      assertThrows(
          RefusedException.class,
          () ->
              JoinCheck.all(
                  tree,
                  tree.treeHash(world.crypto),
                  world.validator(),
                  world.crypto,
                  FanOut.INLINE));
    }
  }

  @Test
  @DisplayName("mls-rs#286, bc@a6224957b6, openmls#2136: indexes that run over into others")
  void hugeIndexes_nameNobody() {
    TreeWorld world = full();
    for (int huge : new int[] {8, 1 << 29, 1 << 30, (1 << 30) + 1, Integer.MIN_VALUE, -1, -2}) {
      assertThat(world.tree.leaf(new LeafIndex(huge))).as("leaf %d", huge).isEmpty();
    }
    assertThat(new LeafIndex(LeafIndex.LIMIT - 1).isAddressable()).isTrue();
    assertThat(new LeafIndex(1 << 30).isAddressable()).isFalse();
    assertThat(new LeafIndex(Integer.MIN_VALUE).isAddressable()).isFalse();
  }

  @Test
  @DisplayName("openmls#1797: the tree is cut before the newcomers of the same commit sit down")
  void removalsAtTheEnd_andAdds_leaveTheTreeThatTheLetterGives() {
    TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 5);
    world.commit(new LeafIndex(0), List.of(new LeafIndex(3), new LeafIndex(4)), 1);
    assertThat(world.tree.leafCount()).isEqualTo(4);
    assertThat(world.tree.leaf(new LeafIndex(3))).isPresent();
    joins(world);
  }

  @Test
  @DisplayName("amethyst@3279c2463a: a path with nodes whose other side is empty")
  void path_leavesOutNodesAboveNobody() {
    TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 4);
    RatchetTree proposed = world.tree.remove(new LeafIndex(1));
    try (PathDraft draft = world.draftPath(proposed, new LeafIndex(0))) {
      var path =
          draft.encryptTo(
              draft.tree().treeHash(world.crypto), Set.of(), world.random, FanOut.INLINE);
      assertThat(path.nodes()).hasSize(1); // not two: leaf 1 is gone
    }
  }
}

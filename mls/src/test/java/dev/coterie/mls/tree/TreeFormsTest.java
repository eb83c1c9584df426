package dev.coterie.mls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Node;
import dev.coterie.mls.message.ParentNode;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TreeFormsTest {
  private final TestRandom random = new TestRandom(7);
  private final Node leaf = new Node.Leaf(TestLeaves.unsigned(random));
  private final Node parent =
      new Node.Parent(new ParentNode(new HpkePublicKey(random.bytes(32)), Bytes.EMPTY, List.of()));

  private static void refused(Rule rule, Executable action) {
    assertEquals(rule, assertThrows(RefusedException.class, action).rule());
  }

  private static void importRefused(Rule rule, List<Optional<Node>> nodes) {
    Bytes extension = Node.TREE.encode(nodes);
    refused(rule, () -> RatchetTree.fromExtension(TestLeaves.SUITE, extension));
  }

  private static List<Optional<Node>> nodes(Node... nodes) {
    List<Optional<Node>> list = new ArrayList<>();
    for (Node node : nodes) {
      list.add(Optional.of(node));
    }
    return list;
  }

  @Test
  void extension_blankAtTheEnd_refused() {
    List<Optional<Node>> nodes = nodes(leaf);
    nodes.add(Optional.empty());
    importRefused(TreeRule.LAST_NODE_BLANK, nodes);
    importRefused(TreeRule.LAST_NODE_BLANK, List.of());
  }

  @Test
  void extension_nodeOfTheOtherKind_refused() {
    importRefused(TreeRule.NODE_MISPLACED, nodes(leaf, leaf, leaf));
    importRefused(TreeRule.NODE_MISPLACED, nodes(parent));
    importRefused(TreeRule.NODE_MISPLACED, nodes(leaf, parent, parent));
  }

  @Test
  void extension_nobodyInTheRightHalf_refused() {
    importRefused(TreeRule.RIGHT_HALF_BLANK, nodes(leaf, parent));
    List<Optional<Node>> nodes = nodes(leaf, parent, leaf, parent);
    importRefused(TreeRule.RIGHT_HALF_BLANK, nodes);
    nodes.set(3, Optional.empty());
    nodes.add(Optional.empty());
    nodes.add(Optional.of(parent));
    importRefused(TreeRule.RIGHT_HALF_BLANK, nodes);
  }

  @Test
  void extension_cutOrLonger_malformed() {
    Bytes whole = RatchetTree.of(TestLeaves.SUITE, TestLeaves.unsigned(random)).toExtension();
    for (int size = 0; size < whole.size(); size++) {
      Bytes cut = whole.slice(0, size);
      assertThrows(
          MalformedException.class, () -> RatchetTree.fromExtension(TestLeaves.SUITE, cut));
    }
    assertThrows(
        MalformedException.class,
        () -> RatchetTree.fromExtension(TestLeaves.SUITE, Bytes.concat(whole, Bytes.of(0))));
  }

  @Test
  void rows_noneTwiceOrAmiss_refused() {
    refused(TreeRule.LAST_NODE_BLANK, () -> RatchetTree.fromRows(TestLeaves.SUITE, List.of()));
    NodeRow row = new NodeRow(new NodeIndex(0), Node.CODEC.encode(leaf));
    refused(
        TreeRule.NODE_MISPLACED, () -> RatchetTree.fromRows(TestLeaves.SUITE, List.of(row, row)));
    NodeRow twin = new NodeRow(new NodeIndex(2), row.value());
    refused(
        TreeRule.ENCRYPTION_KEY_REPEATED,
        () -> RatchetTree.fromRows(TestLeaves.SUITE, List.of(row, twin)));
    NodeRow sister =
        new NodeRow(
            new NodeIndex(2),
            Node.CODEC.encode(
                new Node.Leaf(
                    TestLeaves.renewed(
                        ((Node.Leaf) leaf).node(),
                        new HpkePublicKey(random.bytes(32)),
                        ((Node.Leaf) leaf).node().source()))));
    refused(
        LeafRule.SIGNATURE_KEY_TAKEN,
        () -> RatchetTree.fromRows(TestLeaves.SUITE, List.of(row, sister)));
  }

  @Test
  void rows_unmergedLeafElsewhere_refused() {
    ParentNode root =
        new ParentNode(new HpkePublicKey(random.bytes(32)), Bytes.EMPTY, List.of(new LeafIndex(5)));
    List<NodeRow> rows =
        List.of(
            new NodeRow(new NodeIndex(0), Node.CODEC.encode(leaf)),
            new NodeRow(new NodeIndex(1), Node.CODEC.encode(new Node.Parent(root))),
            new NodeRow(
                new NodeIndex(2), Node.CODEC.encode(new Node.Leaf(TestLeaves.unsigned(random)))));
    refused(TreeRule.UNMERGED_LEAF, () -> RatchetTree.fromRows(TestLeaves.SUITE, rows));
  }

  @Test
  void tree_leafOutsideOrBlank_refused() {
    RatchetTree tree = RatchetTree.of(TestLeaves.SUITE, TestLeaves.unsigned(random));
    for (int index : new int[] {1, 1 << 30, -1}) {
      LeafIndex outside = new LeafIndex(index);
      refused(TreeRule.LEAF_OUT_OF_RANGE, () -> tree.remove(outside));
      refused(TreeRule.LEAF_OUT_OF_RANGE, () -> tree.update(outside, TestLeaves.unsigned(random)));
      refused(TreeRule.LEAF_OUT_OF_RANGE, () -> tree.filteredDirectPath(outside));
      assertEquals(Optional.empty(), tree.leaf(outside));
    }
    assertThrows(IllegalArgumentException.class, () -> tree.resolution(new NodeIndex(1)));
  }

  @Test
  void treeHash_anotherSuite_isMisuse() {
    RatchetTree tree = RatchetTree.of(TestLeaves.SUITE, TestLeaves.unsigned(random));
    SuiteCrypto other = SuiteCrypto.of(CipherSuite.P256_AES128GCM_SHA256_P256);
    assertThrows(IllegalArgumentException.class, () -> tree.treeHash(other));
  }
}

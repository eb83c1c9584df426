package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.tree.TreeMeter.Cost;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Work on trees counted, not timed: what should not depend on the size of the group does not.
class TreeGrowthTest {
  private final TestRandom random = new TestRandom(5);
  private final TreeMeter.Counting meter = new TreeMeter.Counting();

  private RatchetTree grown(int members) {
    List<LeafNode> leaves = new ArrayList<>();
    for (int i = 1; i < members; i++) {
      leaves.add(TestLeaves.unsigned(random));
    }
    RatchetTree tree =
        RatchetTree.of(TestLeaves.SUITE, TestLeaves.unsigned(random)).addAll(leaves).tree();
    assertThat(tree.treeHash(TestLeaves.CRYPTO).size()).isEqualTo(32);
    return tree.metered(meter);
  }

  /// One path of random keys by the first member.
  private RatchetTree path(RatchetTree tree) {
    LeafIndex self = new LeafIndex(0);
    List<PathStep> steps = TreeWalk.filteredPath(tree, self);
    List<HpkePublicKey> keys = new ArrayList<>();
    steps.forEach(_ -> keys.add(new HpkePublicKey(random.bytes(32))));
    var chain = new ParentHashes(tree.hashes(TestLeaves.CRYPTO)).chain(steps, keys);
    LeafNode leaf =
        TestLeaves.renewed(
            tree.leaf(self).orElseThrow(),
            new HpkePublicKey(random.bytes(32)),
            new LeafNodeSource.Commit(chain.leafParentHash()));
    return tree.withPath(self, leaf, chain.parents());
  }

  @Test
  void path_largerGroup_costsItsLogarithm() {
    for (int members : new int[] {64, 4_096}) {
      int height = Integer.numberOfTrailingZeros(members);
      RatchetTree tree = path(grown(members));
      tree.treeHash(TestLeaves.CRYPTO);
      meter.reset();
      RatchetTree after = path(tree);
      after.treeHash(TestLeaves.CRYPTO);
      assertThat(meter.count(Cost.TREE_NODES)).isEqualTo(height + 1);
      assertThat(meter.count(Cost.HASHES)).isEqualTo(2L * height + 1);
      assertThat(meter.count(Cost.INDEX_NODES)).isLessThan(4L * (height + 1) * (height + 4));
      assertThat(after.changesSince(tree)).hasSize(height + 1);
    }
  }

  @Test
  void addAndRemove_largerGroup_costTheirLogarithm() {
    for (int members : new int[] {100, 5_000}) {
      RatchetTree tree = grown(members);
      int height = 32 - Integer.numberOfLeadingZeros(members - 1);
      meter.reset();
      var added = tree.add(TestLeaves.unsigned(random));
      RatchetTree removed = added.tree().remove(new LeafIndex(members / 2));
      removed.treeHash(TestLeaves.CRYPTO);
      assertThat(meter.count(Cost.TREE_NODES)).isLessThanOrEqualTo(2L * height + 3);
      assertThat(meter.count(Cost.HASHES)).isLessThanOrEqualTo(2L * height + 2);
      assertThat(removed.changesSince(tree)).hasSize(2);
    }
  }

  @Test
  void addAll_thousandsAboveFilledParents_costsAFewNodesEach() {
    RatchetTree tree = grown(4_096);
    for (int round = 0; round < 3; round++) {
      tree = path(tree);
    }
    List<LeafNode> leaves = new ArrayList<>();
    for (int i = 0; i < 4_096; i++) {
      leaves.add(TestLeaves.unsigned(random));
    }
    meter.reset();
    RatchetTree after = tree.addAll(leaves).tree();
    after.treeHash(TestLeaves.CRYPTO);
    assertThat(after.memberCount()).isEqualTo(8_192);
    assertThat(meter.count(Cost.TREE_NODES)).isLessThan(3L * 4_096);
    assertThat(meter.count(Cost.HASHES)).isLessThan(3L * 4_096);
  }
}

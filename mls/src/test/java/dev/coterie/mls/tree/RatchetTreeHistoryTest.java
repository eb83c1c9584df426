package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.ParentNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Random histories of a tree, step by step beside [NaiveTree]. Breaks TR-05, TR-06, TR-11, TR-12,
/// TR-15 to TR-18, TR-21 and TR-26 as soon as one of them is not done.
class RatchetTreeHistoryTest {
  private static final int STEPS = 40;

  /// One version of the tree and what it looked like when it was new.
  private record Version(RatchetTree tree, Bytes extension, Bytes hash) {}

  @Property(tries = 60)
  void tree_randomHistory_agreesWithTheNaiveOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int rush) {
    TestRandom random = new TestRandom(seed);
    LeafNode founder = TestLeaves.unsigned(random);
    RatchetTree tree = RatchetTree.of(TestLeaves.SUITE, founder);
    NaiveTree naive = new NaiveTree(List.of(Optional.empty()));
    naive.add(founder);
    List<Version> versions = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      RatchetTree before = tree;
      tree = change(tree, naive, random, rush);
      agree(tree, naive);
      agreeOnRows(before, tree);
      agreeOnIndexes(tree, naive);
      versions.add(version(tree));
    }
    agreeOnRows(versions.getFirst().tree(), versions.getLast().tree());
    agreeOnRows(versions.getLast().tree(), versions.getFirst().tree());
    for (Version version : versions) {
      assertThat(version(version.tree())).isEqualTo(version);
    }
  }

  private static Version version(RatchetTree tree) {
    return new Version(tree, tree.toExtension(), tree.treeHash(TestLeaves.CRYPTO));
  }

  private static RatchetTree change(
      RatchetTree tree, NaiveTree naive, TestRandom random, int rush) {
    List<Integer> members = naive.members();
    int member = members.get(random.below(members.size()));
    int kind = random.below(10);
    if (kind < 3) {
      return addSome(tree, naive, random, 1 + random.below(rush));
    }
    if (kind < 5 && members.size() > 1) {
      naive.remove(member);
      return tree.remove(new LeafIndex(member));
    }
    LeafNode old = naive.leaf(member).orElseThrow();
    if (kind < 6) {
      LeafNode fresh =
          random.below(2) == 0
              ? TestLeaves.unsigned(random, new LeafNodeSource.Update())
              : TestLeaves.renewed(
                  old, new HpkePublicKey(random.bytes(32)), new LeafNodeSource.Update());
      naive.update(member, fresh);
      return tree.update(new LeafIndex(member), fresh);
    }
    return path(tree, naive, random, member);
  }

  private static RatchetTree addSome(
      RatchetTree tree, NaiveTree naive, TestRandom random, int count) {
    List<LeafNode> leaves = new ArrayList<>();
    List<LeafIndex> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(TestLeaves.unsigned(random));
      expected.add(new LeafIndex(naive.add(leaves.getLast())));
    }
    var added = tree.addAll(leaves);
    assertThat(added.indexes()).isEqualTo(expected);
    return added.tree();
  }

  /// A path of random keys, chained by parent hashes that the naive tree computes again.
  private static RatchetTree path(
      RatchetTree tree, NaiveTree naive, TestRandom random, int member) {
    LeafIndex leaf = new LeafIndex(member);
    List<PathStep> steps = TreeWalk.filteredPath(tree, leaf);
    List<HpkePublicKey> keys = new ArrayList<>();
    steps.forEach(_ -> keys.add(new HpkePublicKey(random.bytes(32))));
    var chain = new ParentHashes(tree.hashes(TestLeaves.CRYPTO)).chain(steps, keys);
    LeafNode fresh =
        TestLeaves.renewed(
            naive.leaf(member).orElseThrow(),
            new HpkePublicKey(random.bytes(32)),
            new LeafNodeSource.Commit(chain.leafParentHash()));
    naive.path(member, fresh, chain.parents());
    agreeOnChain(naive, leaf, chain);
    return tree.withPath(leaf, fresh, chain.parents());
  }

  private static void agreeOnChain(NaiveTree naive, LeafIndex leaf, ParentHashes.Chain chain) {
    Bytes expected = chain.leafParentHash();
    int below = 2 * leaf.value();
    for (int node : naive.directPath(2 * leaf.value())) {
      Optional<ParentNode> parent = naive.parent(node);
      if (parent.isPresent()) {
        int copath =
            naive.isBelow(below, NaiveTree.left(node))
                ? NaiveTree.right(node)
                : NaiveTree.left(node);
        assertThat(naive.parentHash(node, copath, TestLeaves.CRYPTO)).isEqualTo(expected);
        expected = parent.get().parentHash();
      }
      below = node;
    }
    assertThat(expected.isEmpty()).isTrue();
  }

  private static void agree(RatchetTree tree, NaiveTree naive) {
    assertThat(tree.toExtension()).isEqualTo(naive.toExtension());
    assertThat(tree.leafCount()).isEqualTo(naive.leafCount());
    assertThat(tree.width()).isEqualTo(naive.nodes.size());
    assertThat(tree.memberCount()).isEqualTo(naive.members().size());
    assertThat(tree.members().map(member -> member.index().value()).toList())
        .isEqualTo(naive.members());
    assertThat(tree.treeHash(TestLeaves.CRYPTO)).isEqualTo(naive.treeHash(TestLeaves.CRYPTO));
    for (int node = 0; node < tree.width(); node++) {
      assertThat(tree.resolution(new NodeIndex(node)).stream().map(NodeIndex::value).toList())
          .isEqualTo(naive.resolution(node));
    }
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
      assertThat(
              tree.filteredDirectPath(new LeafIndex(leaf)).stream().map(NodeIndex::value).toList())
          .isEqualTo(naive.filteredDirectPath(leaf));
    }
    JoinCheck.unmergedLeaves(tree);
    JoinCheck.uniqueKeys(tree);
    JoinCheck.parentHashes(tree, TestLeaves.CRYPTO);
    agreeOnLinks(tree, naive);
    RatchetTree imported = RatchetTree.fromExtension(TestLeaves.SUITE, tree.toExtension());
    assertThat(imported.toExtension()).isEqualTo(tree.toExtension());
    assertThat(imported.treeHash(TestLeaves.CRYPTO)).isEqualTo(tree.treeHash(TestLeaves.CRYPTO));
  }

  private static void agreeOnLinks(RatchetTree tree, NaiveTree naive) {
    for (int node = 1; node < tree.width(); node += 2) {
      if (naive.parent(node).isPresent()) {
        assertThat(naive.links(node, TestLeaves.CRYPTO)).isEqualTo(1);
      }
    }
  }

  private static void agreeOnRows(RatchetTree before, RatchetTree after) {
    Map<NodeIndex, Bytes> rows = rows(before);
    for (NodeChange change : after.changesSince(before)) {
      Optional<Bytes> old = Optional.ofNullable(rows.get(change.node()));
      assertThat(old).isNotEqualTo(change.value());
      change
          .value()
          .ifPresentOrElse(
              value -> rows.put(change.node(), value), () -> rows.remove(change.node()));
    }
    assertThat(rows).isEqualTo(rows(after));
    List<NodeRow> stored = new ArrayList<>();
    rows.forEach((node, value) -> stored.add(new NodeRow(node, value)));
    RatchetTree restored = RatchetTree.fromRows(TestLeaves.SUITE, stored.reversed());
    assertThat(restored.treeHash(TestLeaves.CRYPTO)).isEqualTo(after.treeHash(TestLeaves.CRYPTO));
  }

  private static Map<NodeIndex, Bytes> rows(RatchetTree tree) {
    Map<NodeIndex, Bytes> rows = new TreeMap<>();
    tree.rows().forEach(row -> rows.put(row.node(), row.value()));
    return rows;
  }

  private static void agreeOnIndexes(RatchetTree tree, NaiveTree naive) {
    Map<HpkePublicKey, NodeIndex> keys = new HashMap<>();
    for (int node = 0; node < naive.nodes.size(); node++) {
      NodeIndex at = new NodeIndex(node);
      tree.encryptionKey(at).ifPresent(key -> keys.put(key, at));
    }
    keys.forEach((key, at) -> assertThat(tree.nodeWith(key)).contains(at));
    assertThat(tree.indexes().encryptionKeys().size()).isEqualTo(keys.size());
    for (int type : TestLeaves.EXTENSION_TYPES) {
      assertThat(tree.indexes().census().count(Census.Kind.EXTENSION, type))
          .isEqualTo(
              (int)
                  tree.members()
                      .filter(member -> member.leaf().capabilities().extensions().contains(type))
                      .count());
    }
    assertThat(tree.indexes().signatureKeys().size()).isEqualTo(tree.memberCount());
    assertThat(tree.indexes().credentials().size()).isEqualTo(tree.memberCount());
    tree.members()
        .forEach(
            member -> {
              assertThat(tree.memberWith(member.leaf().signatureKey())).contains(member.index());
              assertThat(tree.membersWith(member.leaf().credential())).contains(member.index());
            });
  }
}

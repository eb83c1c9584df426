package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.LeafIndex;
import java.util.ArrayList;
import java.util.List;

/// Any octets are a tree that gives the same octets, or are refused; a tree that passes the checks
/// behaves.
final class RatchetTreeFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void anyTree(byte[] input) {
    Bytes octets = Bytes.copyOf(input);
    RatchetTree tree;
    try {
      tree = RatchetTree.fromExtension(TestLeaves.SUITE, octets);
      assertThat(tree.toExtension()).isEqualTo(octets);
      JoinCheck.unmergedLeaves(tree);
      JoinCheck.uniqueKeys(tree);
      JoinCheck.parentHashes(tree, TestLeaves.CRYPTO);
    } catch (MalformedException | RefusedException refused) {
      return;
    }
    List<NodeRow> rows = new ArrayList<>(tree.rows().toList());
    Bytes hash = tree.treeHash(TestLeaves.CRYPTO);
    assertThat(RatchetTree.fromRows(TestLeaves.SUITE, rows).treeHash(TestLeaves.CRYPTO))
        .isEqualTo(hash);
    LeafIndex first = tree.members().findFirst().orElseThrow().index();
    RatchetTree without = tree.remove(first);
    JoinCheck.unmergedLeaves(without);
    RatchetTree with = without.add(tree.leaf(first).orElseThrow()).tree();
    JoinCheck.unmergedLeaves(with);
    assertThat(with.memberCount()).isEqualTo(tree.memberCount());
    assertThat(tree.treeHash(TestLeaves.CRYPTO)).isEqualTo(hash);
  }
}

package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.KeyExport;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrivateTreeTest {
  private static final KeyExport TOKEN = KeyExport.dangerously();

  private final TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 6);
  private final LeafIndex self = new LeafIndex(4);
  private final PrivateTree mine = world.person(self).secrets();

  private void restoreRefused(LeafIndex at, List<NodeRow> rows) {
    var refused =
        assertThrows(
            RefusedException.class, () -> PrivateTree.fromRows(world.tree, at, rows, world.crypto));
    assertEquals(TreeRule.PRIVATE_KEY_MISPLACED, refused.rule());
  }

  @Test
  void fromRows_missingForeignOrUnfittingKeys_refused() {
    List<NodeRow> rows = mine.rows(TOKEN);
    assertThat(PrivateTree.fromRows(world.tree, self, rows, world.crypto).size())
        .isEqualTo(rows.size());
    restoreRefused(
        self, rows.stream().filter(row -> !row.node().equals(NodeIndex.of(self))).toList());
    restoreRefused(self, List.of(rows.getFirst(), rows.getFirst(), rows.getLast()));
    restoreRefused(new LeafIndex(5), rows);
    List<NodeRow> swapped = new ArrayList<>(rows);
    swapped.set(0, new NodeRow(rows.get(0).node(), rows.get(1).value()));
    restoreRefused(self, swapped);
    List<NodeRow> more = new ArrayList<>(rows);
    more.add(world.person(new LeafIndex(0)).secrets().rows(TOKEN).getFirst());
    restoreRefused(self, more);
  }

  @Test
  void changesSince_everyCommit_turnOldRowsIntoNewOnes() {
    PrivateTree before = mine;
    List<NodeRow> stored = mine.rows(TOKEN);
    for (int committer = 0; committer < 6; committer++) {
      world.commit(new LeafIndex(committer), List.of(), committer == 3 ? 4 : 0);
      PrivateTree after = world.person(self).secrets();
      stored = applied(stored, after.changesSince(before, TOKEN));
      assertThat(stored).isEqualTo(after.rows(TOKEN));
      before = after;
    }
    assertThat(before.changesSince(before, TOKEN)).isEmpty();
  }

  private static List<NodeRow> applied(List<NodeRow> rows, List<NodeChange> changes) {
    Map<NodeIndex, Bytes> map = new TreeMap<>();
    rows.forEach(row -> map.put(row.node(), row.value()));
    for (NodeChange change : changes) {
      change
          .value()
          .ifPresentOrElse(value -> map.put(change.node(), value), () -> map.remove(change.node()));
    }
    return map.entrySet().stream()
        .map(entry -> new NodeRow(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Test
  void wipeUnless_someStay_wipesTheOthers() {
    HpkePrivateKey leafKey = mine.key(NodeIndex.of(self)).orElseThrow();
    HpkePrivateKey rootKey = mine.key(new NodeIndex(7)).orElseThrow();
    world.commit(new LeafIndex(0), List.of(), 0);
    assertThat(leafKey.secret().export(TOKEN).size()).isEqualTo(32);
    assertThrows(IllegalStateException.class, () -> rootKey.secret().export(TOKEN));
    world.person(self).secrets().wipe();
    assertThrows(IllegalStateException.class, () -> leafKey.secret().export(TOKEN));
  }

  @Test
  void toString_neverShowsKeys() {
    Bytes leafKey = mine.key(NodeIndex.of(self)).orElseThrow().secret().export(TOKEN);
    assertThat(mine.toString()).isEqualTo("PrivateTree[leaf 4, " + mine.size() + " keys]");
    assertThat(mine.toString()).doesNotContain(leafKey.toHex().substring(0, 8));
    assertThat(mine.key(new NodeIndex(1))).isEqualTo(Optional.empty());
  }
}

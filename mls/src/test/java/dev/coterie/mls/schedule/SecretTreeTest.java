package dev.coterie.mls.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.policy.SecretTreeRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTreeTest {
  private static final SuiteCrypto CRYPTO = SuiteCrypto.of(CipherSuite.of(1).orElseThrow());
  private static final RatchetKind APP = RatchetKind.APPLICATION;
  private static final LeafIndex ALICE = new LeafIndex(0);
  private static final LeafIndex BOB = new LeafIndex(5);

  private static SecretTree tree(RatchetWindow window) {
    return SecretTree.start(CRYPTO, 8, Secret.zeros(32), window);
  }

  private static Bytes open(SecretTree tree, LeafIndex leaf, long generation) {
    try (var opening = tree.peek(leaf, APP, generation)) {
      Bytes key = opening.key().key().export(KeyExport.dangerously());
      tree.consume(opening);
      return key;
    }
  }

  private static void refused(SecretTreeRule rule, Runnable step) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(step::run)
        .satisfies(e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void peek_notConsumed_changesNothing() {
    var tree = tree(RatchetWindow.DEFAULT);
    var before = StoredRows.sorted(tree.rows());
    try (var opening = tree.peek(BOB, APP, 7)) {
      assertThat(opening.generation()).isEqualTo(7);
      assertThat(opening.leaf()).isEqualTo(BOB);
    }
    assertThat(StoredRows.sorted(tree.rows())).isEqualTo(before);
  }

  @Test
  void generation_usedTwice_isRefused() {
    var tree = tree(RatchetWindow.DEFAULT);
    open(tree, BOB, 3);
    refused(SecretTreeRule.GENERATION_SPENT, () -> open(tree, BOB, 3));
    open(tree, BOB, 1);
    refused(SecretTreeRule.GENERATION_SPENT, () -> open(tree, BOB, 1));
  }

  @Test
  void generation_atTheLimitOfTheJump_opens_beyondIt_isRefused() {
    var tree = tree(RatchetWindow.DEFAULT);
    refused(SecretTreeRule.GENERATION_TOO_FAR, () -> open(tree, BOB, 10_001));
    refused(SecretTreeRule.GENERATION_TOO_FAR, () -> open(tree, BOB, 0xffff_ffffL));
    open(tree, BOB, 10_000);
    open(tree, BOB, 10_001 + 10_000);
  }

  @Test
  void skippedKeys_beyondTheWindow_goOldestFirst() {
    var tree = tree(RatchetWindow.DEFAULT);
    open(tree, BOB, 1_500);
    refused(SecretTreeRule.GENERATION_SPENT, () -> open(tree, BOB, 499));
    open(tree, BOB, 500);
    open(tree, BOB, 1_502);
    open(tree, BOB, 501);
    long skipped = tree.rows().stream().filter(row -> row.key().at(0) == 3).count();
    assertThat(skipped).isEqualTo(999);
  }

  @Test
  void window_madeSmaller_dropsTheOldestAndTheirRows() {
    var tree = tree(RatchetWindow.DEFAULT);
    var store = new StoredRows(tree.rows());
    try (var opening = tree.peek(BOB, APP, 10)) {
      store.apply(tree.consume(opening));
    }
    store.apply(tree.resize(new RatchetWindow(2, 5, 100)));
    assertThat(store.all()).isEqualTo(StoredRows.sorted(tree.rows()));
    refused(SecretTreeRule.GENERATION_SPENT, () -> open(tree, BOB, 7));
    refused(SecretTreeRule.GENERATION_TOO_FAR, () -> open(tree, BOB, 17));
    open(tree, BOB, 8);
  }

  /// AP-04: counted in generations, so a key does not stay because few others are skipped.
  @Test
  void skippedKey_tooFarBehind_goesAlthoughThereIsRoom() {
    var tree = tree(new RatchetWindow(1_000, 100, 5));
    var store = new StoredRows(tree.rows());
    for (int generation = 1; generation <= 6; generation++) {
      try (var opening = tree.peek(BOB, APP, generation)) {
        store.apply(tree.consume(opening));
      }
      assertThat(store.all()).isEqualTo(StoredRows.sorted(tree.rows()));
      if (generation == 5) {
        tree.peek(BOB, APP, 0).close();
      }
    }
    refused(SecretTreeRule.GENERATION_SPENT, () -> open(tree, BOB, 0));
    open(tree, BOB, 30);
    refused(SecretTreeRule.GENERATION_SPENT, () -> open(tree, BOB, 24));
    open(tree, BOB, 25);
    store.apply(tree.resize(new RatchetWindow(1_000, 100, 3)));
    refused(SecretTreeRule.GENERATION_SPENT, () -> open(tree, BOB, 26));
    open(tree, BOB, 27);
  }

  @Test
  void opening_afterAnotherChange_isNotTakenUp() {
    var tree = tree(RatchetWindow.DEFAULT);
    try (var first = tree.peek(BOB, APP, 0);
        var second = tree.peek(BOB, APP, 0)) {
      tree.consume(first);
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> tree.consume(second));
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> tree.consume(first));
    }
  }

  /// A crash at any moment: the stored ratchet is past every key that was handed out.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 150})
  void sending_afterACrash_repeatsNoKey(int sent) {
    var tree = tree(RatchetWindow.DEFAULT);
    var store = new StoredRows(tree.rows());
    Set<Bytes> keys = new HashSet<>();
    Set<Long> generations = new HashSet<>();
    for (int i = 0; i < sent; i++) {
      take(tree, store, keys, generations);
    }
    var restored = SecretTree.restore(CRYPTO, 8, store.all(), RatchetWindow.DEFAULT);
    for (int i = 0; i < 70; i++) {
      take(restored, store, keys, generations);
    }
    assertThat(keys).hasSize(sent + 70);
    assertThat(generations).hasSize(sent + 70);
    assertThat(restored.position(ALICE, APP)).isGreaterThan(max(generations));
  }

  private static long max(Set<Long> generations) {
    return generations.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private static void take(
      SecretTree tree, StoredRows store, Set<Bytes> keys, Set<Long> generations) {
    try (var key = tree.nextSendingKey(ALICE, APP)) {
      store.apply(key.rows());
      keys.add(key.key().key().export(KeyExport.dangerously()));
      generations.add(key.generation());
      key.handOver();
    }
  }

  /// Rows of a commit that was staged, dropped and never stored come again, so that a crash after
  /// the next one repeats nothing.
  @Test
  void sendingKey_droppedWithItsRows_leavesThemOwed() {
    for (boolean receivesBetween : new boolean[] {false, true}) {
      var tree = tree(RatchetWindow.DEFAULT);
      var store = new StoredRows(tree.rows());
      tree.nextSendingKey(ALICE, RatchetKind.HANDSHAKE).close();
      if (receivesBetween) {
        try (var opening = tree.peek(BOB, APP, 0)) {
          store.apply(tree.consume(opening));
        }
      }
      try (var second = tree.nextSendingKey(ALICE, RatchetKind.HANDSHAKE)) {
        assertThat(second.rows().isEmpty()).isEqualTo(receivesBetween);
        store.apply(second.rows());
        assertThat(second.generation()).isEqualTo(1);
      }
      assertThat(store.all()).isEqualTo(StoredRows.sorted(tree.rows()));
      var restored = SecretTree.restore(CRYPTO, 8, store.all(), RatchetWindow.DEFAULT);
      assertThat(restored.position(ALICE, RatchetKind.HANDSHAKE)).isEqualTo(4);
    }
  }

  @Test
  void sendingKey_handedOver_owesNothing() {
    var tree = tree(RatchetWindow.DEFAULT);
    try (var first = tree.nextSendingKey(ALICE, APP)) {
      first.handOver();
    }
    try (var second = tree.nextSendingKey(ALICE, APP)) {
      assertThat(second.rows().isEmpty()).isTrue();
    }
  }

  @Test
  void sendingKeys_areThoseThatOthersDerive() {
    var sender = tree(RatchetWindow.DEFAULT);
    var receiver = tree(RatchetWindow.DEFAULT);
    for (int i = 0; i < 130; i++) {
      try (var key = sender.nextSendingKey(ALICE, APP)) {
        assertThat(key.generation()).isEqualTo(i);
        assertThat(key.rows().isEmpty()).isEqualTo(i % 64 != 0);
        key.handOver();
        assertThat(key.key().key().matches(open(receiver, ALICE, i))).isTrue();
      }
    }
  }

  @Test
  void sendingRatchet_atItsEnd_isRefused() {
    var tree = tree(RatchetWindow.DEFAULT);
    tree.nextSendingKey(ALICE, APP).close();
    var rows = new ArrayList<Row>();
    for (var row : tree.rows()) {
      rows.add(isHead(row) ? moved(row, Ratchet.END - 2) : row);
    }
    var late = SecretTree.restore(CRYPTO, 8, rows, RatchetWindow.DEFAULT);
    assertThat(late.nextSendingKey(ALICE, APP).generation()).isEqualTo(0xffff_fffeL);
    assertThat(late.nextSendingKey(ALICE, APP).generation()).isEqualTo(0xffff_ffffL);
    refused(SecretTreeRule.EXHAUSTED, () -> late.nextSendingKey(ALICE, APP));
    assertThat(late.position(ALICE, APP)).isEqualTo(Ratchet.END);
  }

  private static boolean isHead(Row row) {
    return row.key().at(0) == 2 && row.key().at(1) == APP.code();
  }

  private static Row moved(Row head, long next) {
    return new Row(
        head.key(),
        new dev.coterie.codec.WireWriter().uint64(next).raw(head.value().slice(8)).toBytes());
  }

  @Test
  void memory_isLogarithmicInTheGroup() {
    var tree = SecretTree.start(CRYPTO, 1 << 30, Secret.zeros(32), RatchetWindow.DEFAULT);
    assertThat(tree.rows()).hasSize(1);
    open(tree, new LeafIndex(1 << 29), 0);
    assertThat(tree.rows()).hasSize(30 + 2);
    open(tree, new LeafIndex((1 << 30) - 1), 0);
    assertThat(tree.rows()).hasSizeLessThan(2 * 30 + 4);
  }

  @Test
  void retiredHandshakes_areGone_applicationsStay() {
    var tree = tree(RatchetWindow.DEFAULT);
    var store = new StoredRows(tree.rows());
    try (var opening = tree.peek(BOB, RatchetKind.HANDSHAKE, 3)) {
      store.apply(tree.consume(opening));
    }
    store.apply(tree.retireHandshakes());
    refused(
        SecretTreeRule.GENERATION_SPENT, () -> tree.peek(BOB, RatchetKind.HANDSHAKE, 9).close());
    open(tree, BOB, 0);
    var restored = SecretTree.restore(CRYPTO, 8, store.all(), RatchetWindow.DEFAULT);
    refused(
        SecretTreeRule.GENERATION_SPENT,
        () -> restored.peek(ALICE, RatchetKind.HANDSHAKE, 0).close());
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> restored.nextSendingKey(ALICE, RatchetKind.HANDSHAKE));
    open(restored, ALICE, 0);
    assertThat(restored.rowKeys()).hasSameSizeAs(restored.rows());
  }

  /// Any row lost, doubled, cut, lengthened or moved elsewhere: no tree comes out.
  @Test
  void storedRows_damaged_areRefused() {
    var tree = tree(RatchetWindow.DEFAULT);
    open(tree, BOB, 2);
    List<Row> whole = tree.rows();
    for (int i = 0; i < whole.size(); i++) {
      var row = whole.get(i);
      boolean isSkippedKey = row.key().at(0) == 3;
      if (!isSkippedKey) {
        damaged(without(whole, i));
      }
      damaged(with(whole, row));
      damaged(replaced(whole, i, new Row(row.key(), row.value().slice(1))));
      damaged(replaced(whole, i, new Row(row.key(), Bytes.concat(row.value(), Bytes.of(0)))));
      damaged(replaced(whole, i, new Row(Bytes.concat(row.key(), Bytes.of(0)), row.value())));
      damaged(replaced(whole, i, new Row(Bytes.of(9), row.value())));
    }
    damaged(with(whole, StoredRow.node(15, Secret.zeros(32))));
    damaged(with(whole, StoredRow.node(10, Secret.zeros(32))));
    var stray = new SecretTree.RatchetId(5, APP);
    var key = new MessageKey(Secret.zeros(16), Secret.zeros(12));
    damaged(with(whole, StoredRow.skipped(stray, 3, key)));
    damaged(with(whole, StoredRow.skipped(new SecretTree.RatchetId(1, APP), 0, key)));
    assertThat(SecretTree.restore(CRYPTO, 8, whole, RatchetWindow.DEFAULT).rows())
        .hasSameSizeAs(whole);
  }

  private static void damaged(List<Row> rows) {
    assertThatExceptionOfType(CoterieException.class)
        .isThrownBy(() -> SecretTree.restore(CRYPTO, 8, rows, RatchetWindow.DEFAULT))
        .satisfies(
            e -> assertThat(e).isInstanceOfAny(MalformedException.class, RefusedException.class));
  }

  private static List<Row> without(List<Row> rows, int index) {
    var changed = new ArrayList<>(rows);
    changed.remove(index);
    return changed;
  }

  private static List<Row> with(List<Row> rows, Row row) {
    var changed = new ArrayList<>(rows);
    changed.add(row);
    return changed;
  }

  private static List<Row> replaced(List<Row> rows, int index, Row row) {
    var changed = new ArrayList<>(rows);
    changed.set(index, row);
    return changed;
  }

  @Test
  void rows_printed_showNoSecret() {
    var row = StoredRow.node(7, Secret.copyOf(Bytes.fromHex("abcdef".repeat(10))));
    assertThat(row.toString()).doesNotContain("abcdef");
  }
}

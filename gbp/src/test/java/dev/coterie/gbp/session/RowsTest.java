package dev.coterie.gbp.session;

import static dev.coterie.gbp.session.World.BOB;
import static dev.coterie.gbp.session.World.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.group.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read back from disk is input too.
final class RowsTest {
  private final World world = new World();

  private List<Put> busyRows() {
    world.store(world.session.compose(StreamType.TEXT, 3, Set.of(), HELLO).delta());
    world.receive(BOB, 4);
    world.receive(BOB, World.header(BOB, 5, new LogPosition(49, Bytes.wrap(new byte[32]))));
    return world.rows();
  }

  @Test
  void rows_areWhatTheDocumentedLayoutSays() {
    var keys = busyRows().stream().map(row -> row.key().toHex()).toList();
    assertThat(keys)
        .containsExactly(
            "6762703200",
            "67627032010203",
            "67627032020000000100000000000000010200",
            "6762703203000000010000000000000001");
  }

  @Test
  void restoredSession_isTheSame() {
    busyRows();
    world.restart();
    assertThat(world.session.self()).isEqualTo(World.ALICE);
    assertThat(world.session.evidence()).hasSize(1);
    assertThat(world.receive(BOB, 4)).isInstanceOf(Verdict.Duplicate.class);
    assertThat(world.receive(BOB, 3)).isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void everyDamagedRow_isRefused() {
    var rows = busyRows();
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      for (int cut = 0; cut < row.value().size(); cut++) {
        refused(replaced(rows, i, new Put(row.key(), row.value().slice(0, cut))));
      }
      for (int cut = 0; cut < row.key().size(); cut++) {
        refused(replaced(rows, i, new Put(row.key().slice(0, cut), row.value())));
      }
      refused(replaced(rows, i, new Put(Bytes.concat(row.key(), Bytes.of(0)), row.value())));
      refused(replaced(rows, i, new Put(row.key(), Bytes.concat(row.value(), Bytes.of(0)))));
      var twice = new ArrayList<>(rows);
      twice.add(row);
      refused(twice);
    }
  }

  @Test
  void missingOwnRow_isRefused() {
    refused(busyRows().subList(1, 4));
    refused(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6762703204",
        "67627032010103",
        "67627032010403",
        "00",
        "67627033 00",
        "67627032020000000100000000000000010101"
      })
  void unknownRows_areRefused(String key) {
    var rows = new ArrayList<>(busyRows());
    rows.add(new Put(Bytes.fromHex(key.replace(" ", "")), Bytes.fromHex("a10001")));
    refused(rows);
  }

  @Test
  void evidenceUnderAnotherMembersKey_isRefused() {
    var rows = busyRows();
    var moved = Bytes.fromHex("6762703203000000020000000000000001");
    refused(replaced(rows, 3, new Put(moved, rows.get(3).value())));
  }

  @Test
  void laterVersion_isRefused() {
    refused(
        replaced(
            busyRows(), 0, new Put(Bytes.fromHex("6762703200"), Bytes.fromHex("a3000201000200"))));
  }

  @Test
  void exhaustedStream_sendsNothingMore() {
    var rows = new ArrayList<>(world.rows());
    rows.add(new Put(Bytes.fromHex("67627032010200"), Bytes.fromHex("a1001b7fffffffffffffff")));
    var session = GbpSession.restore(rows);
    assertThatThrownBy(() -> session.compose(StreamType.TEXT, 0, Set.of(), HELLO))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(GbpRule.STREAM_EXHAUSTED));
  }

  @Test
  void owns_itsRowsAndNoOthers() {
    assertThat(busyRows()).allMatch(row -> GbpSession.owns(row.key()));
    assertThat(GbpSession.owns(Bytes.ofUtf8("gbp2"))).isFalse();
    assertThat(GbpSession.owns(Bytes.ofUtf8("gbp3x"))).isFalse();
  }

  private static List<Put> replaced(List<Put> rows, int index, Put row) {
    var others = new ArrayList<>(rows);
    others.set(index, row);
    return others;
  }

  private static void refused(List<Put> rows) {
    assertThatThrownBy(() -> GbpSession.restore(rows)).isInstanceOf(MalformedException.class);
  }
}

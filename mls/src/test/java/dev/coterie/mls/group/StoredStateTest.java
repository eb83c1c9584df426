package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.MalformedException;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a store gives back is input like any other.
class StoredStateTest {
  /// Rows without which a state is whole: things that may or may not wait. Skipped message keys lie
  /// in the secret tree, whose own tests ask which of its rows can be missed. Of the resumption
  /// keys the oldest may be gone.
  private static final Set<RowKey.Kind> MAY_BE_ABSENT =
      EnumSet.of(
          RowKey.Kind.PROPOSAL,
          RowKey.Kind.HELD,
          RowKey.Kind.EARLY,
          RowKey.Kind.PENDING,
          RowKey.Kind.SECRET_TREE,
          RowKey.Kind.RESUMPTION);

  private World.Client alice;

  @BeforeEach
  void aStateWithEverythingInIt() {
    alice = StoredState.full();
  }

  @Test
  void allKindsOfRowsAreThere() {
    assertThat(alice.store.keySet().stream().map(RowKey::kindOf))
        .containsAll(EnumSet.complementOf(EnumSet.of(RowKey.Kind.REINIT))); // no epoch follows it
  }

  @Test
  void aMissingRow_isNoticed() {
    for (Put gone : alice.puts()) {
      if (!MAY_BE_ABSENT.contains(RowKey.kindOf(gone.key()))) {
        List<Put> rest = new ArrayList<>(alice.puts());
        rest.remove(gone);
        assertThatThrownBy(() -> MlsGroup.restore(alice.identity, rest))
            .as("without row %s", gone.key().toHex())
            .isInstanceOf(CoterieException.class);
      }
    }
  }

  @Test
  void aChangedOrCutRow_isRefusedOrReadAsItIs_butNeverBreaksTheReader() {
    for (Put put : alice.puts()) {
      int size = put.value().size();
      for (int at = 0; at < size; at += 1 + size / 16) {
        byte[] changed = put.value().toArray();
        changed[at] ^= (byte) (1 << (at % 8));
        restoreWith(put, Bytes.wrap(changed));
      }
      assertRefused(put, put.value().slice(0, size - 1));
      assertRefused(put, Bytes.concat(put.value(), Bytes.of(0)));
    }
  }

  private List<Put> with(Put old, Bytes value) {
    List<Put> rows = new ArrayList<>(alice.puts());
    rows.remove(old);
    rows.add(new Put(old.key(), value));
    return rows;
  }

  private void restoreWith(Put old, Bytes value) {
    try {
      MlsGroup.restore(alice.identity, with(old, value)).close();
    } catch (CoterieException | IllegalArgumentException refused) {
      assertThat(refused).hasMessageNotContaining(value.toHex());
    }
  }

  private void assertRefused(Put old, Bytes value) {
    assertThatThrownBy(() -> MlsGroup.restore(alice.identity, with(old, value)))
        .as("row %s", old.key().toHex())
        .isInstanceOf(CoterieException.class);
  }

  @Test
  void rowsThatBelongNowhere_areRefused() {
    for (Bytes key :
        List.of(
            Bytes.EMPTY,
            Bytes.of(99),
            RowKey.Kind.HEADER.key(7),
            RowKey.Kind.NODE.key(new Epoch(9)),
            RowKey.Kind.SEAT.key(new Epoch(77), new LeafIndex(0)),
            RowKey.Kind.SECRET_TREE.key(new Epoch(77), Bytes.of(1)))) {
      List<Put> more = new ArrayList<>(alice.puts());
      more.add(new Put(key, Bytes.of(0)));
      assertThatThrownBy(() -> MlsGroup.restore(alice.identity, more))
          .as("row %s", key.toHex())
          .isInstanceOf(CoterieException.class);
    }
    List<Put> twice = new ArrayList<>(alice.puts());
    twice.add(twice.getFirst());
    assertThatThrownBy(() -> MlsGroup.restore(alice.identity, twice))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void anotherIdentity_isMisuse() {
    var other = new World(alice.identity.suite(), 99, GroupSettings.recommended()).client("alice");
    assertThatThrownBy(() -> MlsGroup.restore(other.identity, alice.puts()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deltas_followedByEachOther_haveTheEffectOfBoth() {
    Put one = new Put(Bytes.of(1), Bytes.of(1));
    Put two = new Put(Bytes.of(1), Bytes.of(2));
    StateDelta puts = new StateDelta(List.of(one), List.of(Bytes.of(2)));
    StateDelta deletes = new StateDelta(List.of(), List.of(Bytes.of(1)));
    StateDelta again = new StateDelta(List.of(two, new Put(Bytes.of(2), Bytes.of(3))), List.of());
    assertThat(puts.then(deletes))
        .isEqualTo(new StateDelta(List.of(), List.of(Bytes.of(2), Bytes.of(1))));
    assertThat(puts.then(again).puts()).containsExactlyInAnyOrderElementsOf(again.puts());
    assertThat(puts.then(again).deletes()).isEmpty();
    assertThat(StateDelta.NONE.then(puts)).isEqualTo(puts);
    assertThat(one).hasToString("Put[01, 1 bytes]");
  }
}

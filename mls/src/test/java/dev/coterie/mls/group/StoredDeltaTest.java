package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.crypto.CipherSuite;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A delta is applied whole. If a store breaks that, the next start says so: half a delta does not
/// read as a state.
class StoredDeltaTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  /// What nobody can miss who reads: a row that is as good in the form before, or that may be
  /// absent. The count of sealed bytes only ever stands too high then; skipped message keys lie in
  /// the secret tree.
  private static final Set<RowKey.Kind> UNNOTICED =
      EnumSet.of(RowKey.Kind.SENDING, RowKey.Kind.SECRET_TREE, RowKey.Kind.RESUMPTION);

  /// What alice stores when she takes part in the step, and what she had before.
  private record Taken(World.Client alice, NavigableMap<Bytes, Bytes> before, StateDelta delta) {
    static Taken of(Function<World, Bytes> step) {
      World world = World.of(SUITE, "alice", "bob", "carol");
      world.commit(world.client("carol"), CommitRequest.empty());
      var alice = world.client("alice");
      Bytes message = step.apply(world);
      NavigableMap<Bytes, Bytes> before = alice.snapshot();
      StagedCommit staged = alice.commit(message);
      StateDelta delta = alice.group().merge(staged);
      return new Taken(alice, before, delta);
    }

    List<Put> rows(StateDelta part) {
      NavigableMap<Bytes, Bytes> rows = new TreeMap<>(before);
      part.deletes().forEach(rows::remove);
      part.puts().forEach(put -> rows.put(put.key(), put.value()));
      List<Put> all = new ArrayList<>();
      rows.forEach((key, value) -> all.add(new Put(key, value)));
      return all;
    }

    void refuses(StateDelta part, Bytes without) {
      assertThatThrownBy(() -> MlsGroup.restore(alice.identity, rows(part)))
          .as("without row %s", without.toHex())
          .isInstanceOf(CoterieException.class);
    }
  }

  private static <T> List<T> without(List<T> all, T one) {
    List<T> rest = new ArrayList<>(all);
    rest.remove(one);
    return rest;
  }

  private static StagedCommit stage(World world, CommitRequest request) {
    return world.client("bob").stage(request);
  }

  @Test
  void deltaOfACommit_withoutOneOfItsRows_isNoState() {
    Taken taken =
        Taken.of(
            world ->
                stage(world, CommitRequest.empty().add(world.client("dave").keyPackage()))
                    .commitMessage());
    halves(taken);
  }

  @Test
  void deltaOfARemoval_withoutOneOfItsRows_isNoState() {
    Taken taken =
        Taken.of(
            world ->
                stage(world, CommitRequest.empty().remove(world.client("carol").leaf()))
                    .commitMessage());
    halves(taken);
  }

  private static void halves(Taken taken) {
    StateDelta whole = taken.delta();
    MlsGroup.restore(taken.alice().identity, taken.rows(whole)).close();
    int noticed = 0;
    for (Put put : whole.puts()) {
      if (!UNNOTICED.contains(RowKey.kindOf(put.key()))) {
        taken.refuses(new StateDelta(without(whole.puts(), put), whole.deletes()), put.key());
        noticed++;
      }
    }
    for (Bytes gone : whole.deletes()) {
      if (!UNNOTICED.contains(RowKey.kindOf(gone))) {
        taken.refuses(new StateDelta(whole.puts(), without(whole.deletes(), gone)), gone);
        noticed++;
      }
    }
    taken.refuses(new StateDelta(whole.puts(), List.of()), Bytes.EMPTY);
    taken.refuses(new StateDelta(List.of(), whole.deletes()), Bytes.EMPTY);
    assertThat(noticed).isGreaterThan(6);
  }

  /// From a state that an earlier version wrote, one delta after the other, nothing else.
  @ParameterizedTest
  @MethodSource("dev.coterie.mls.group.StoredFormatsTest#inTheMiddle")
  void deltasOnAnOldState_leadToWhatWouldBeWrittenFromNothing(String file) {
    World.Client alice = StoredState.read(file).asClient();
    alice.merge(alice.group().pending().orElseThrow()); // each step compares with the whole
    for (int i = 0; i < 70; i++) {
      alice.say("more than one reservation " + i);
    }
    alice.apply(alice.group().settings(GroupSettings.recommended().resumptionEpochs(1)));
    alice.merge(alice.stage(CommitRequest.empty()));
    NavigableMap<Bytes, Bytes> end = alice.snapshot();
    alice.restart();
    assertThat(alice.rows()).isEqualTo(end);
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.mls.policy.ApplicationRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// States that earlier versions of this engine wrote: what people have on their disks. A file stays
/// here for ever, and so do its octets; a change of the stored form adds one (see
/// [#writesTheFilesOfThePresentFormat]).
class StoredFormatsTest {
  /// Names the folder that the files of the present format are written to.
  private static final String WRITE = "coterie.writeState";

  static Stream<String> inTheMiddle() {
    return IntStream.rangeClosed(1, RowForms.FORMAT).mapToObj(format -> "state-" + format + ".txt");
  }

  static Stream<String> ended() {
    return IntStream.rangeClosed(2, RowForms.FORMAT)
        .mapToObj(format -> "state-" + format + "-ended.txt");
  }

  static Stream<String> files() {
    return Stream.concat(inTheMiddle(), ended());
  }

  @Test
  void everyFormatEverWritten_hasItsFile() {
    assertThat(IntStream.rangeClosed(1, RowForms.FORMAT))
        .allSatisfy(
            format -> {
              String file = "state-" + format + ".txt";
              assertThat(StoredState.exists(file))
                  .as("%s: write it with -D%s=FOLDER", file, WRITE)
                  .isTrue();
              assertThat(StoredState.read(file).format()).isEqualTo(format);
            });
  }

  @ParameterizedTest
  @MethodSource("inTheMiddle")
  void stateInTheMiddleOfThings_isTakenUpAndGoesOn(String file) {
    World.Client alice = StoredState.read(file).asClient();
    MlsGroup group = alice.group();
    assertThat(group.memberCount()).isEqualTo(3);
    assertThat(group.proposals()).hasSize(2);
    assertThat(group.heldCommits()).hasSize(1);
    StagedCommit own = group.pending().orElseThrow();
    alice.merge(own);
    assertThat(group.epoch()).isEqualTo(own.epochBefore().next());
    assertThat(alice.say("still here")).isNotNull();
    alice.restart();
    assertThat(alice.group().epoch()).isEqualTo(own.epochBefore().next());
  }

  @ParameterizedTest
  @MethodSource("ended")
  void stateThatEnded_isTakenUpAndStaysEnded(String file) {
    World.Client alice = StoredState.read(file).asClient();
    assertThat(alice.group().reInit()).isPresent();
    assertThatThrownBy(() -> alice.say("anybody?"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(ApplicationRule.REINITIALISED));
  }

  /// The first delta brings every row to the present form: no store mixes two.
  @ParameterizedTest
  @MethodSource("files")
  void firstDelta_bringsTheWholeStateToThePresentForm(String file) {
    StoredState stored = StoredState.read(file);
    World.Client alice = stored.asClient();
    StateDelta owed = alice.group().spent();
    assertThat(owed.isEmpty()).isEqualTo(stored.format() == RowForms.FORMAT);
    alice.apply(owed); // and compares the store with what would be written from nothing
    assertThat(alice.group().spent().isEmpty()).isTrue();
    alice.restart();
    assertThat(new StoredState(alice.identity, alice.puts()).format()).isEqualTo(RowForms.FORMAT);
    assertThat(alice.group().spent().isEmpty()).isTrue();
  }

  /// Whatever a later version may have meant, this one does not guess.
  @ParameterizedTest
  @MethodSource("files")
  void otherVersions_areRefused(String file) {
    StoredState stored = StoredState.read(file);
    Put header = stored.header();
    for (int version : new int[] {0, RowForms.FORMAT + 1, 127, 128, 255}) {
      byte[] other = header.value().toArray();
      other[0] = (byte) version;
      assertThatThrownBy(() -> stored.with(header, Bytes.wrap(other)).restore())
          .as("version %d", version)
          .isInstanceOfSatisfying(
              MalformedException.class, e -> assertThat(e.field()).isEqualTo("format"));
    }
    for (int kind : new int[] {0, RowKey.Kind.values().length + 1, 255}) {
      assertThatThrownBy(() -> stored.and(new Put(Bytes.of(kind), Bytes.EMPTY)).restore())
          .as("rows of kind %d", kind)
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void rowsCutOrExtended_areRefused(String file) {
    StoredState stored = StoredState.read(file);
    for (Put row : stored.rows()) {
      int size = row.value().size();
      for (Bytes other :
          List.of(
              Bytes.EMPTY,
              row.value().slice(0, size / 2),
              row.value().slice(0, size - 1),
              Bytes.concat(row.value(), Bytes.of(0)),
              Bytes.concat(row.value(), row.value()))) {
        assertThatThrownBy(() -> stored.with(row, other).restore())
            .as("row %s with %d octets for %d", row.key().toHex(), other.size(), size)
            .isInstanceOf(CoterieException.class);
      }
    }
    stored.restore().close(); // and with the rows as they are, all is well
  }

  @Test
  @EnabledIfSystemProperty(
      named = WRITE,
      matches = ".+",
      disabledReason = "writes the snapshot files of the present format, by hand")
  void writesTheFilesOfThePresentFormat() throws IOException {
    Path folder = Path.of(System.getProperty(WRITE));
    String name = "state-" + RowForms.FORMAT;
    StoredState.write(StoredState.full(), folder.resolve(name + ".txt"));
    StoredState.write(StoredState.ended(), folder.resolve(name + "-ended.txt"));
    assertThat(folder.resolve(name + ".txt")).exists();
  }
}

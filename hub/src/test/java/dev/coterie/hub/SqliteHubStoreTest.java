package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.AppendResult.Accepted;
import dev.coterie.hubapi.AppendResult.Duplicate;
import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.store.hub.SqliteHubStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store in SQLite keeps the contract, and what it keeps outlives it.
final class SqliteHubStoreTest extends HubStoreConformance {
  @TempDir Path directory;

  @Override
  HubStore open() {
    return SqliteHubStore.open(directory, LIMITS);
  }

  @Test
  void everythingOutlivesTheProcess() {
    store.create(ALICE, GROUP);
    store.append(ALICE, welcoming(0, "c1", add(BOB), BOB));
    say(BOB, "m1");
    var log = store.read(ALICE, GROUP, 1, 1 << 20);
    var mail = store.fetch(BOB, 0, 1 << 20);
    store.close();
    store = open();
    assertThat(store.read(ALICE, GROUP, 1, 1 << 20)).isEqualTo(log);
    assertThat(store.fetch(BOB, 0, 1 << 20)).isEqualTo(mail);
    assertThat(say(BOB, "m1")).isInstanceOf(Duplicate.class);
    assertThat(store.create(ALICE, GROUP).existed()).isTrue();
  }

  @Test
  void secondOpener_isRefused() {
    assertThatThrownBy(this::open)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("another hub");
  }

  @Test
  void closedStore_saysSo() {
    store.close();
    assertThatThrownBy(() -> store.create(ALICE, GROUP)).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> store.head(ALICE, GROUP)).isInstanceOf(UnavailableException.class);
    store = open();
  }

  @Test
  void nobodyElseMayRead() throws Exception {
    var made = directory.resolve("made");
    SqliteHubStore.open(made, LIMITS).close();
    assertThat(Files.getPosixFilePermissions(made).toString()).doesNotContain("GROUP", "OTHERS");
    for (var name : Set.of("hub.db", "hub.db-wal")) {
      var permissions =
          Files.getPosixFilePermissions(directory.resolve(name)).stream()
              .map(Enum::name)
              .collect(Collectors.toSet());
      assertThat(permissions).as(name).containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
  }

  @Test
  void acknowledgedWelcome_isNotLeftInTheFile() throws Exception {
    store.create(ALICE, GROUP);
    store.append(ALICE, welcoming(0, "needle", add(BOB), BOB));
    var mail = store.fetch(BOB, 0, 1 << 20);
    store.acknowledge(BOB, Set.of(mail.getFirst().id()));
    store.close();
    var file = Bytes.wrap(Files.readAllBytes(directory.resolve("hub.db"))).toHex();
    assertThat(file).doesNotContain(Samples.payload("welcome needle").toHex());
    assertThat(file).contains(Samples.payload("needle").toHex());
    store = open();
  }

  @Test
  void laterVersion_isRefusedUntouched() throws Exception {
    store.close();
    sql("PRAGMA user_version = 999");
    assertThatThrownBy(this::open)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("later version");
    sql("PRAGMA user_version = 1");
    store = open();
  }

  @Test
  void foreignDatabase_isRefused() throws Exception {
    store.close();
    sql("PRAGMA application_id = 7");
    assertThatThrownBy(this::open)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("not a hub's");
    sql("PRAGMA application_id = " + 0x436f4862);
    store = open();
  }

  @Test
  void logWithoutItsEnd_isRefused() throws Exception {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", RosterChange.NONE);
    commit(ALICE, 1, "c2", RosterChange.NONE);
    store.close();
    sql("DELETE FROM records WHERE sequence = 2");
    assertThatThrownBy(this::open)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("do not end where they say");
    sql("UPDATE groups SET head = 1, last_handshake = 1, head_hash = (SELECT hash FROM records)");
    store = open();
  }

  @Test
  void databaseThatIsLockedForAWhile_isUnavailable_andThenGoesOn() throws Exception {
    store.create(ALICE, GROUP);
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("hub.db"));
        var run = connection.createStatement()) {
      run.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> say(ALICE, "m1")).isInstanceOf(UnavailableException.class);
      run.execute("ROLLBACK");
    }
    assertThat(say(ALICE, "m1")).isInstanceOf(Accepted.class);
  }

  private void sql(String statement) throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("hub.db"));
        var run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}

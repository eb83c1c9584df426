package dev.coterie.store.client;

import static dev.coterie.store.client.Stores.onDisk;
import static dev.coterie.store.client.Stores.passphrase;
import static dev.coterie.store.client.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteClientStoreTest {
  private static final Bytes TEXT = Bytes.ofUtf8("meet me where the marker stands 7f3a");

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void path() {
    file = folder.resolve("alice.db");
  }

  @Test
  void rows_outliveTheObject() {
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      put(store, "m", TEXT);
    }
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      assertThat(store.get(Table.MESSAGE, Bytes.ofUtf8("m"))).contains(TEXT);
    }
  }

  @Test
  void open_wrongPassphrase_refusedAndStoreUnharmed() {
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      put(store, "m", TEXT);
    }
    refused(StoreRule.WRONG_KEY, () -> SqliteClientStore.open(file, passphrase("two")));
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      assertThat(store.get(Table.MESSAGE, Bytes.ofUtf8("m"))).contains(TEXT);
    }
  }

  @Test
  void open_keyFile_opensOnlyWithItsKey() {
    var key = Unlock.KeyFile.create(folder.resolve("key"), RandomSource.system());
    var other = Unlock.KeyFile.create(folder.resolve("other"), RandomSource.system());
    try (var store = SqliteClientStore.open(file, key)) {
      put(store, "m", TEXT);
    }
    refused(StoreRule.WRONG_KEY, () -> SqliteClientStore.open(file, other));
    refused(StoreRule.UNLOCK_KIND, () -> SqliteClientStore.open(file, passphrase("one")));
    try (var store = SqliteClientStore.open(file, key)) {
      assertThat(store.get(Table.MESSAGE, Bytes.ofUtf8("m"))).contains(TEXT);
    }
  }

  @Test
  void open_keyFileOfOtherLength_refused() throws IOException {
    Path cut = Files.write(folder.resolve("cut"), new byte[31]);
    refused(StoreRule.KEY_FILE, () -> SqliteClientStore.open(file, new Unlock.KeyFile(cut)));
  }

  @Test
  void open_twiceInOneProcess_secondRefused() {
    try (var _ = SqliteClientStore.open(file, passphrase("one"))) {
      refused(StoreRule.STORE_IN_USE, () -> SqliteClientStore.open(file, passphrase("one")));
    }
    SqliteClientStore.open(file, passphrase("one")).close();
  }

  @Test
  void open_notADatabase_refused() throws IOException {
    Files.write(
        file,
        "this is a shopping list and certainly no database"
            .repeat(40)
            .getBytes(StandardCharsets.US_ASCII));
    refused(StoreRule.NOT_A_STORE, () -> SqliteClientStore.open(file, passphrase("one")));
  }

  @Test
  void open_foreignDatabase_refusedAndUntouched() throws SQLException {
    try (Connection foreign = raw();
        Statement statement = foreign.createStatement()) {
      statement.execute("CREATE TABLE recipe (name TEXT)");
    }
    refused(StoreRule.NOT_A_STORE, () -> SqliteClientStore.open(file, passphrase("one")));
    try (Connection foreign = raw();
        Statement statement = foreign.createStatement()) {
      assertThat(Schema.number(statement, "SELECT count(*) FROM sqlite_schema")).isOne();
    }
  }

  @Test
  void open_laterSchema_refused() throws SQLException {
    SqliteClientStore.open(file, passphrase("one")).close();
    try (Connection later = raw();
        Statement statement = later.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    refused(StoreRule.SCHEMA_TOO_NEW, () -> SqliteClientStore.open(file, passphrase("one")));
  }

  @Test
  void open_earlierSchema_takesTheMissingStepsAndKeepsRows() throws SQLException {
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      put(store, "m", TEXT);
    }
    var longer = new ArrayList<>(Schema.STEPS);
    longer.add("CREATE TABLE later (id INTEGER PRIMARY KEY)");
    try (var store =
        SqliteClientStore.open(file, passphrase("one"), RandomSource.system(), longer)) {
      assertThat(store.get(Table.MESSAGE, Bytes.ofUtf8("m"))).contains(TEXT);
    }
    try (Connection now = raw();
        Statement statement = now.createStatement()) {
      assertThat(Schema.number(statement, "PRAGMA user_version")).isEqualTo(longer.size());
    }
  }

  @Test
  void open_stepThatFails_leavesTheVersionBefore() throws SQLException {
    SqliteClientStore.open(file, passphrase("one")).close();
    var longer = new ArrayList<>(Schema.STEPS);
    longer.add("CREATE TABLE later (id INTEGER PRIMARY KEY); CREATE TABLE nonsense (");
    assertThatThrownBy(
            () -> SqliteClientStore.open(file, passphrase("one"), RandomSource.system(), longer))
        .isInstanceOf(UnavailableException.class);
    SqliteClientStore.open(file, passphrase("one")).close();
  }

  @Test
  void values_areNowhereInThePlain() throws IOException {
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      put(store, "m", TEXT);
      assertThat(onDisk(folder, TEXT)).isFalse();
      assertThat(onDisk(folder, Bytes.ofUtf8("marker stands"))).isFalse();
    }
    assertThat(onDisk(folder, Bytes.ofUtf8("marker stands"))).isFalse();
  }

  @Test
  void swappedRows_doNotOpen() throws SQLException {
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      put(store, "a", TEXT);
      put(store, "b", Bytes.ofUtf8("another"));
    }
    try (Connection thief = raw();
        Statement statement = thief.createStatement()) {
      statement.executeUpdate(
          "UPDATE entry SET value = (SELECT value FROM entry WHERE key = x'61') WHERE key = x'62'");
    }
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      refused(StoreRule.ROW_FORGED, () -> store.get(Table.MESSAGE, Bytes.ofUtf8("b")));
      assertThat(store.get(Table.MESSAGE, Bytes.ofUtf8("a"))).contains(TEXT);
    }
  }

  @Test
  void rowMovedToAnotherTable_doesNotOpen() throws SQLException {
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      put(store, "a", TEXT);
    }
    try (Connection thief = raw();
        Statement statement = thief.createStatement()) {
      statement.executeUpdate("UPDATE entry SET tab = " + Table.EVIDENCE.code());
    }
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      refused(StoreRule.ROW_FORGED, () -> store.get(Table.EVIDENCE, Bytes.ofUtf8("a")));
    }
  }

  @Test
  void sealedRows_thatWereDeletedOrReplaced_leaveNoTraceAfterScrubbing() throws Exception {
    Path copy = folder.resolve("copy");
    Bytes big = Bytes.copyOf(new byte[9_000]); // more than one page
    try (var store = SqliteClientStore.open(file, passphrase("one"))) {
      put(store, "gone", TEXT);
      put(store, "replaced", TEXT);
      put(store, "big", big);
      store.scrub();
      List<Bytes> sealedBefore = sealedRows(copy);
      for (Bytes sealed : sealedBefore) {
        assertThat(onDisk(folder, sealed)).isTrue(); // or the search would prove nothing
      }
      store.apply(
          new Batch()
              .delete(Table.MESSAGE, Bytes.ofUtf8("gone"))
              .delete(Table.MESSAGE, Bytes.ofUtf8("big"))
              .put(Table.MESSAGE, Bytes.ofUtf8("replaced"), Bytes.ofUtf8("new")));
      store.scrub();
      for (Bytes sealed : sealedBefore) {
        assertThat(onDisk(folder, sealed)).isFalse();
      }
    }
  }

  /// Sealed values as they stand in the file, cut so that each piece lies within one page.
  private List<Bytes> sealedRows(Path copy) throws IOException, SQLException {
    Files.copy(file, copy);
    var found = new ArrayList<Bytes>();
    try (Connection thief = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = thief.createStatement();
        ResultSet rows = statement.executeQuery("SELECT value FROM entry")) {
      while (rows.next()) {
        Bytes value = Bytes.wrap(rows.getBytes(1));
        found.add(value.slice(0, Math.min(48, value.size())));
        found.add(value.slice(value.size() - 24));
      }
    } finally {
      Files.delete(copy);
      Files.deleteIfExists(Path.of(copy + "-wal"));
      Files.deleteIfExists(Path.of(copy + "-shm"));
    }
    return found;
  }

  private Connection raw() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void refused(Rule rule, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }
}

package dev.coterie.store.client;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The SQL side of the store: sealed values in, sealed values out. Not thread-safe.
final class Database implements AutoCloseable {
  /// A row as it stands in the file.
  record Sealed(Bytes key, Bytes value) {}

  /// A change whose value is sealed.
  sealed interface Step {
    record Put(int table, Bytes key, Bytes value) implements Step {}

    record Delete(int table, Bytes key) implements Step {}

    record DeleteAll(int table, Bytes prefix) implements Step {}
  }

  private static final byte[] BEYOND_ALL_KEYS = new byte[0];

  private final Connection connection;
  private final PreparedStatement get;
  private final PreparedStatement scan;
  private final PreparedStatement scanOpen;
  private final PreparedStatement last;
  private final PreparedStatement lastOpen;
  private final PreparedStatement put;
  private final PreparedStatement delete;
  private final PreparedStatement deleteRange;
  private final PreparedStatement deleteOpen;

  private Database(Connection connection) throws SQLException {
    this.connection = connection;
    get = connection.prepareStatement("SELECT value FROM entry WHERE tab = ? AND key = ?");
    String all = "SELECT key, value FROM entry WHERE tab = ? AND ";
    scan =
        connection.prepareStatement(all + "key >= ? AND key > ? AND key < ? ORDER BY key LIMIT ?");
    scanOpen = connection.prepareStatement(all + "key >= ? AND key > ? ORDER BY key LIMIT ?");
    last = connection.prepareStatement(all + "key >= ? AND key < ? ORDER BY key DESC LIMIT 1");
    lastOpen = connection.prepareStatement(all + "key >= ? ORDER BY key DESC LIMIT 1");
    put =
        connection.prepareStatement(
            "INSERT INTO entry (tab, key, value) VALUES (?, ?, ?)"
                + " ON CONFLICT (tab, key) DO UPDATE SET value = excluded.value");
    delete = connection.prepareStatement("DELETE FROM entry WHERE tab = ? AND key = ?");
    deleteRange =
        connection.prepareStatement("DELETE FROM entry WHERE tab = ? AND key >= ? AND key < ?");
    deleteOpen = connection.prepareStatement("DELETE FROM entry WHERE tab = ? AND key >= ?");
  }

  /// Opens or makes the file; the caller holds its lock.
  static Database open(Path path, List<String> steps) throws SQLException, IOException {
    if (!Files.exists(path)) {
      Files.createFile(path, OwnerOnly.attributes(path));
    }
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.toAbsolutePath());
    try {
      try (Statement statement = connection.createStatement()) {
        for (String pragma :
            List.of(
                "locking_mode = EXCLUSIVE", // one owner; and the WAL's index stays in memory
                "journal_mode = WAL",
                "synchronous = FULL",
                "secure_delete = ON",
                "temp_store = MEMORY",
                "trusted_schema = OFF")) {
          statement.execute("PRAGMA " + pragma);
        }
      }
      Schema.bring(connection, steps);
      return new Database(connection);
    } catch (SQLException e) {
      connection.close();
      if (notADatabase(e)) {
        throw new RefusedException(StoreRule.NOT_A_STORE, "not SQLite");
      }
      throw e;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static boolean notADatabase(SQLException e) {
    return e.getErrorCode() == 26; // SQLITE_NOTADB
  }

  Optional<Bytes> meta(String name) throws SQLException {
    try (var query = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      query.setString(1, name);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(Bytes.wrap(found.getBytes(1))) : Optional.empty();
      }
    }
  }

  void meta(String name, Bytes value) throws SQLException {
    try (var insert = connection.prepareStatement("INSERT INTO meta VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setBytes(2, value.toArray());
      insert.executeUpdate();
    }
  }

  Optional<Bytes> get(int table, Bytes key) throws SQLException {
    get.setInt(1, table);
    get.setBytes(2, key.toArray());
    try (ResultSet found = get.executeQuery()) {
      return found.next() ? Optional.of(Bytes.wrap(found.getBytes(1))) : Optional.empty();
    }
  }

  List<Sealed> scan(int table, Bytes prefix, Bytes after, int limit) throws SQLException {
    byte[] end = successor(prefix);
    PreparedStatement query = end.length == 0 ? scanOpen : scan;
    int at = 1;
    query.setInt(at++, table);
    query.setBytes(at++, prefix.toArray());
    query.setBytes(at++, after.toArray());
    if (end.length != 0) {
      query.setBytes(at++, end);
    }
    query.setInt(at, limit);
    return rows(query);
  }

  List<Sealed> last(int table, Bytes prefix) throws SQLException {
    byte[] end = successor(prefix);
    PreparedStatement query = end.length == 0 ? lastOpen : last;
    query.setInt(1, table);
    query.setBytes(2, prefix.toArray());
    if (end.length != 0) {
      query.setBytes(3, end);
    }
    return rows(query);
  }

  private static List<Sealed> rows(PreparedStatement query) throws SQLException {
    var rows = new ArrayList<Sealed>();
    try (ResultSet found = query.executeQuery()) {
      while (found.next()) {
        rows.add(new Sealed(Bytes.wrap(found.getBytes(1)), Bytes.wrap(found.getBytes(2))));
      }
    }
    return rows;
  }

  void apply(List<Step> steps) throws SQLException {
    command("BEGIN IMMEDIATE");
    try {
      for (Step step : steps) {
        take(step);
      }
      command("COMMIT");
    } catch (SQLException e) {
      rollback(e);
      throw e;
    }
  }

  private void take(Step step) throws SQLException {
    switch (step) {
      case Step.Put(var table, var key, var value) -> {
        put.setInt(1, table);
        put.setBytes(2, key.toArray());
        put.setBytes(3, value.toArray());
        put.executeUpdate();
      }
      case Step.Delete(var table, var key) -> {
        delete.setInt(1, table);
        delete.setBytes(2, key.toArray());
        delete.executeUpdate();
      }
      case Step.DeleteAll(var table, var prefix) -> {
        byte[] end = successor(prefix);
        PreparedStatement range = end.length == 0 ? deleteOpen : deleteRange;
        range.setInt(1, table);
        range.setBytes(2, prefix.toArray());
        if (end.length != 0) {
          range.setBytes(3, end);
        }
        range.executeUpdate();
      }
    }
  }

  void checkpoint() throws SQLException {
    command("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  private void rollback(SQLException cause) {
    try {
      command("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void command(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The least key above all keys with this prefix; empty if there is none.
  private static byte[] successor(Bytes prefix) {
    byte[] end = prefix.toArray();
    for (int i = end.length - 1; i >= 0; i--) {
      if (end[i] != -1) {
        byte[] cut = Arrays.copyOf(end, i + 1);
        cut[i]++;
        return cut;
      }
    }
    return BEYOND_ALL_KEYS;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

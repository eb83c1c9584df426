package dev.coterie.store.hub;

import dev.coterie.codec.Bytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection with its prepared statements. One thread at a time.
final class Db implements AutoCloseable {
  /// Makes a value of the current row, whose columns count from 1.
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Says whether to go on to the next row.
  @FunctionalInterface
  interface Visitor {
    boolean visit(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Db(Connection connection) {
    this.connection = connection;
  }

  static Db open(Path file) throws SQLException {
    var db = new Db(DriverManager.getConnection("jdbc:sqlite:" + file));
    try {
      db.execute("PRAGMA busy_timeout = 2000");
      db.execute("PRAGMA secure_delete = ON");
      db.execute("PRAGMA journal_mode = WAL");
      db.execute("PRAGMA synchronous = FULL");
      db.execute("PRAGMA foreign_keys = ON");
      db.execute("PRAGMA temp_store = MEMORY");
      db.execute("PRAGMA cache_size = -16384");
      return db;
    } catch (SQLException e) {
      db.connection.close();
      throw e;
    }
  }

  /// Runs statements without parameters or results.
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  int update(String sql, @Nullable Object... parameters) throws SQLException {
    return bound(sql, parameters).executeUpdate();
  }

  /// Inserts a row and gives its rowid.
  long insert(String sql, @Nullable Object... parameters) throws SQLException {
    bound(sql, parameters).executeUpdate();
    return one("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
  }

  <T> Optional<T> one(String sql, Row<T> reader, @Nullable Object... parameters)
      throws SQLException {
    try (var rows = bound(sql, parameters).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    }
  }

  <T> List<T> all(String sql, Row<T> reader, @Nullable Object... parameters) throws SQLException {
    var found = new ArrayList<T>();
    visit(sql, row -> found.add(reader.read(row)), parameters);
    return found;
  }

  /// Walks the rows until the visitor has enough.
  void visit(String sql, Visitor visitor, @Nullable Object... parameters) throws SQLException {
    try (var rows = bound(sql, parameters).executeQuery()) {
      while (rows.next()) {
        if (!visitor.visit(rows)) {
          return;
        }
      }
    }
  }

  static Bytes bytes(ResultSet row, int column) throws SQLException {
    var octets = row.getBytes(column);
    return octets == null ? Bytes.EMPTY : Bytes.wrap(octets);
  }

  static Optional<Bytes> optionalBytes(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getBytes(column)).map(Bytes::wrap);
  }

  @Override
  public void close() throws SQLException {
    for (var statement : prepared.values()) {
      statement.close();
    }
    connection.close();
  }

  private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      switch (parameters[i]) {
        case null -> statement.setNull(i + 1, java.sql.Types.BLOB);
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case Bytes octets -> statement.setBytes(i + 1, octets.toArray());
        case Object other -> throw new IllegalArgumentException("cannot bind " + other.getClass());
      }
    }
    return statement;
  }
}

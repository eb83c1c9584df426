package dev.coterie.store.client;

import dev.coterie.codec.RefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Brings a file to the schema of this version, one step per released version, each in a
/// transaction of its own. `PRAGMA user_version` counts the steps that were taken.
final class Schema {
  /// "Cote", so that a foreign SQLite file is not mistaken for a store.
  static final int APPLICATION_ID = 0x436f7465;

  /// Steps in the order in which they are taken; a step that was released never changes.
  static final List<String> STEPS =
      List.of(
          """
          CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
          CREATE TABLE entry (tab INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL,
                             PRIMARY KEY (tab, key)) WITHOUT ROWID;
          """);

  private Schema() {}

  static void bring(Connection connection, List<String> steps) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int at = number(statement, "PRAGMA user_version");
      int id = number(statement, "PRAGMA application_id");
      boolean fresh = at == 0 && number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
      if (!fresh && id != APPLICATION_ID) {
        throw new RefusedException(StoreRule.NOT_A_STORE, "application id " + id);
      }
      if (at > steps.size()) {
        throw new RefusedException(
            StoreRule.SCHEMA_TOO_NEW, "schema " + at + ", known are " + steps.size());
      }
      for (int step = at; step < steps.size(); step++) {
        take(statement, steps.get(step), step + 1);
      }
    }
  }

  private static void take(Statement statement, String sql, int version) throws SQLException {
    statement.executeUpdate("BEGIN IMMEDIATE");
    try {
      for (String part : sql.split(";", -1)) {
        if (!part.isBlank()) {
          statement.executeUpdate(part);
        }
      }
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
      statement.executeUpdate("PRAGMA user_version = " + version);
      statement.executeUpdate("COMMIT");
    } catch (SQLException e) {
      statement.executeUpdate("ROLLBACK");
      throw e;
    }
  }

  static int number(Statement statement, String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      return found.next() ? found.getInt(1) : 0;
    }
  }
}

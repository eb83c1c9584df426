package dev.coterie.store.hub;

import java.sql.SQLException;
import java.util.List;

/// The tables, and how older files become current ones: step `n` leads from version `n` to `n + 1`.
/// Steps that were released never change.
final class HubSchema {
  /// "CoHb": marks the file as a hub's.
  static final int APPLICATION_ID = 0x436f4862;

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE identities (
                fingerprint BLOB NOT NULL PRIMARY KEY,
                founded INTEGER NOT NULL DEFAULT 0,
                stored INTEGER NOT NULL DEFAULT 0
              ) STRICT, WITHOUT ROWID\
              """,
              """
              CREATE TABLE groups (
                ref INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                founder BLOB NOT NULL,
                head INTEGER NOT NULL,
                head_hash BLOB NOT NULL,
                last_handshake INTEGER NOT NULL,
                members INTEGER NOT NULL
              ) STRICT\
              """,
              """
              CREATE TABLE records (
                ref INTEGER PRIMARY KEY,
                grp INTEGER NOT NULL REFERENCES groups (ref),
                sequence INTEGER NOT NULL,
                kind INTEGER NOT NULL CHECK (kind IN (1, 2)),
                sender BLOB NOT NULL,
                message_id BLOB NOT NULL,
                hash BLOB NOT NULL,
                payload BLOB NOT NULL
              ) STRICT\
              """,
              "CREATE UNIQUE INDEX records_by_place ON records (grp, sequence)",
              "CREATE UNIQUE INDEX records_by_message ON records (grp, sender, message_id)",
              "CREATE INDEX handshakes ON records (grp, sequence) WHERE kind = 1",
              """
              CREATE TABLE stays (
                grp INTEGER NOT NULL REFERENCES groups (ref),
                member BLOB NOT NULL,
                admitted INTEGER NOT NULL,
                removed INTEGER,
                PRIMARY KEY (grp, member, admitted)
              ) STRICT, WITHOUT ROWID\
              """,
              "CREATE UNIQUE INDEX roster ON stays (grp, member) WHERE removed IS NULL",
              """
              CREATE TABLE welcomes (
                ref INTEGER PRIMARY KEY,
                group_id BLOB NOT NULL,
                sender BLOB NOT NULL,
                sequence INTEGER NOT NULL,
                hash BLOB NOT NULL,
                waiting INTEGER NOT NULL,
                welcome BLOB NOT NULL,
                tree BLOB
              ) STRICT\
              """,
              """
              CREATE TABLE mail (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                owner BLOB NOT NULL,
                sender BLOB NOT NULL,
                welcome INTEGER NOT NULL REFERENCES welcomes (ref)
              ) STRICT\
              """,
              "CREATE INDEX mail_by_owner ON mail (owner, sender)",
              """
              CREATE TABLE key_packages (
                ref INTEGER PRIMARY KEY,
                owner BLOB NOT NULL,
                suite INTEGER NOT NULL,
                last_resort INTEGER NOT NULL CHECK (last_resort IN (0, 1)),
                hash BLOB NOT NULL,
                not_after INTEGER NOT NULL,
                body BLOB
              ) STRICT\
              """,
              "CREATE UNIQUE INDEX key_packages_by_hash ON key_packages (owner, hash)",
              """
              CREATE INDEX key_packages_waiting ON key_packages (owner, suite, last_resort)
                WHERE body IS NOT NULL\
              """));

  /// The version that this build reads and writes.
  static final int VERSION = STEPS.size();

  private HubSchema() {}

  /// Brings a file to the current version, in one transaction, or refuses it untouched.
  static void migrate(Db db) throws SQLException {
    int application = number(db, "PRAGMA application_id");
    int version = number(db, "PRAGMA user_version");
    if (version > VERSION) {
      throw new SQLException("written by a later version: " + version + " > " + VERSION);
    }
    if (application != APPLICATION_ID
        && (version > 0 || number(db, "SELECT count(*) FROM sqlite_schema") > 0)) {
      throw new SQLException("not a hub's database");
    }
    if (version == VERSION) {
      return;
    }
    db.execute("BEGIN IMMEDIATE");
    try {
      for (var step : STEPS.subList(version, VERSION)) {
        for (var statement : step) {
          db.execute(statement);
        }
      }
      db.execute("PRAGMA application_id = " + APPLICATION_ID);
      db.execute("PRAGMA user_version = " + VERSION);
      db.execute("COMMIT");
    } catch (SQLException e) {
      db.execute("ROLLBACK");
      throw e;
    }
  }

  /// Refuses a file in which a group's head is not the record that it names.
  static void check(Db db) throws SQLException {
    int broken =
        number(
            db,
            """
            SELECT count(*) FROM groups g
            LEFT JOIN records r ON r.grp = g.ref AND r.sequence = g.head
            LEFT JOIN records beyond ON beyond.grp = g.ref AND beyond.sequence = g.head + 1
            WHERE beyond.ref IS NOT NULL
               OR g.head > 0 AND (r.ref IS NULL OR r.hash <> g.head_hash)
               OR g.last_handshake > g.head\
            """);
    if (broken > 0) {
      throw new SQLException(broken + " groups do not end where they say");
    }
  }

  private static int number(Db db, String sql) throws SQLException {
    return db.one(sql, row -> row.getInt(1)).orElse(0);
  }
}

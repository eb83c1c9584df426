package dev.coterie.store.hub;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Groups and their records. The hash before a record is not stored twice: it is the hash of the
/// record before.
final class LogTable {
  /// A row of `groups`.
  record Group(long ref, HubGroupId id, Fingerprint founder, LogHead head, int members) {}

  private LogTable() {}

  static Optional<Group> find(Db db, HubGroupId id) throws SQLException {
    return db.one(
        "SELECT ref, founder, head, head_hash, last_handshake, members FROM groups WHERE id = ?",
        row ->
            new Group(
                row.getLong(1),
                id,
                new Fingerprint(Db.bytes(row, 2)),
                new LogHead(row.getLong(3), Db.bytes(row, 4), row.getLong(5)),
                row.getInt(6)),
        id.value());
  }

  static Group create(Db db, HubGroupId id, Fingerprint founder) throws SQLException {
    var head = LogHead.genesis(id);
    long ref =
        db.insert(
            "INSERT INTO groups (id, founder, head, head_hash, last_handshake, members)"
                + " VALUES (?, ?, 0, ?, 0, 1)",
            id.value(),
            founder.value(),
            head.hash());
    return new Group(ref, id, founder, head, 1);
  }

  static Optional<LogMark> known(Db db, Group group, Fingerprint sender, Bytes messageId)
      throws SQLException {
    return db.one(
        "SELECT sequence, hash FROM records WHERE grp = ? AND sender = ? AND message_id = ?",
        row -> new LogMark(row.getLong(1), Db.bytes(row, 2)),
        group.ref(),
        sender.value(),
        messageId);
  }

  static LogRecord append(
      Db db,
      Group group,
      LogRecord.Kind kind,
      Fingerprint sender,
      Bytes messageId,
      Bytes payload,
      int membersAfter)
      throws SQLException {
    var record = LogRecord.after(group.head().mark(), group.id(), kind, sender, messageId, payload);
    db.update(
        "INSERT INTO records (grp, sequence, kind, sender, message_id, hash, payload)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        group.ref(),
        record.sequence(),
        kind.code(),
        sender.value(),
        messageId,
        record.hash(),
        payload);
    var head = group.head().with(record);
    db.update(
        "UPDATE groups SET head = ?, head_hash = ?, last_handshake = ?, members = ? WHERE ref = ?",
        head.sequence(),
        head.hash(),
        head.lastHandshake(),
        membersAfter,
        group.ref());
    return record;
  }

  /// Where a record of the group stands.
  static LogMark mark(Db db, Group group, long sequence) throws SQLException {
    if (sequence == 0) {
      return LogMark.genesis(group.id());
    }
    return db.one(
            "SELECT hash FROM records WHERE grp = ? AND sequence = ?",
            row -> new LogMark(sequence, Db.bytes(row, 1)),
            group.ref(),
            sequence)
        .orElseThrow(() -> new SQLException("the log has a hole at " + sequence));
  }

  static List<LogRecord> handshakesAfter(Db db, Group group, long sequence, int maxBytes)
      throws SQLException {
    var places =
        db.all(
            "SELECT sequence FROM records WHERE grp = ? AND kind = 1 AND sequence > ?"
                + " ORDER BY sequence LIMIT 1000",
            row -> row.getLong(1),
            group.ref(),
            sequence);
    var found = new ArrayList<LogRecord>();
    long room = maxBytes;
    for (long place : places) {
      var page = range(db, group, place, place, Integer.MAX_VALUE);
      room -= page.getFirst().payload().size();
      if (!found.isEmpty() && room < 0) {
        break;
      }
      found.addAll(page);
    }
    return found;
  }

  /// Records from one sequence to another, both included, and at least the first however large it
  /// is.
  static List<LogRecord> range(Db db, Group group, long from, long to, long maxBytes)
      throws SQLException {
    var found = new ArrayList<LogRecord>();
    if (from > to || from > group.head().sequence()) {
      return found;
    }
    var before = new LogMark[] {mark(db, group, from - 1)};
    var room = new long[] {maxBytes};
    db.visit(
        "SELECT sequence, kind, sender, message_id, hash, length(payload), payload FROM records"
            + " WHERE grp = ? AND sequence BETWEEN ? AND ? ORDER BY sequence",
        row -> {
          room[0] -= row.getLong(6);
          if (!found.isEmpty() && room[0] < 0) {
            return false;
          }
          var record =
              new LogRecord(
                  group.id(),
                  row.getLong(1),
                  LogRecord.Kind.of(row.getInt(2)),
                  new Fingerprint(Db.bytes(row, 3)),
                  Db.bytes(row, 4),
                  Db.bytes(row, 7),
                  before[0].hash(),
                  Db.bytes(row, 5));
          before[0] = record.mark();
          return found.add(record);
        },
        group.ref(),
        from,
        to);
    return found;
  }
}

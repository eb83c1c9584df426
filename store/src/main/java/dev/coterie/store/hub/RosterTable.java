package dev.coterie.store.hub;

import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.RosterChange;
import java.sql.SQLException;
import java.util.List;

/// Who was on a group's roster from which record to which.
final class RosterTable {
  /// From the record that admitted to the one that removed, both included.
  record Stay(long from, long to) {
    static final long STILL_THERE = Long.MAX_VALUE;

    boolean isOver() {
      return to != STILL_THERE;
    }
  }

  private RosterTable() {}

  static boolean contains(Db db, long group, Fingerprint member) throws SQLException {
    return db.one(
            "SELECT 1 FROM stays WHERE grp = ? AND member = ? AND removed IS NULL",
            _ -> true,
            group,
            member.value())
        .isPresent();
  }

  static List<Stay> stays(Db db, long group, Fingerprint member) throws SQLException {
    return db.all(
        "SELECT admitted, removed FROM stays WHERE grp = ? AND member = ? ORDER BY admitted",
        row -> {
          long admitted = row.getLong(1);
          long removed = row.getLong(2);
          return new Stay(admitted, row.wasNull() ? Stay.STILL_THERE : removed);
        },
        group,
        member.value());
  }

  static void admit(Db db, long group, Fingerprint member, long sequence) throws SQLException {
    db.update(
        "INSERT INTO stays (grp, member, admitted) VALUES (?, ?, ?)",
        group,
        member.value(),
        sequence);
  }

  static void apply(Db db, long group, RosterChange change, long sequence) throws SQLException {
    for (var removed : change.removed()) {
      db.update(
          "UPDATE stays SET removed = ? WHERE grp = ? AND member = ? AND removed IS NULL",
          sequence,
          group,
          removed.value());
    }
    for (var added : change.added()) {
      admit(db, group, added, sequence);
    }
  }
}

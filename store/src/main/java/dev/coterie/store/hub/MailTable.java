package dev.coterie.store.hub;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.WelcomeDelivery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Mailboxes. A welcome is stored once for all who get it, until the last one has acknowledged it.
final class MailTable {
  private MailTable() {}

  static void deliver(Db db, LogRecord commit, WelcomeDelivery welcome, HubLimits limits)
      throws SQLException {
    for (var recipient : welcome.recipients()) {
      checkRoom(db, commit.sender(), recipient, limits);
    }
    long ref =
        db.insert(
            "INSERT INTO welcomes (group_id, sender, sequence, hash, waiting, welcome, tree)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
            commit.group().value(),
            commit.sender().value(),
            commit.sequence(),
            commit.hash(),
            welcome.recipients().size(),
            welcome.welcome(),
            welcome.ratchetTree().orElse(null));
    for (var recipient : welcome.recipients()) {
      db.update(
          "INSERT INTO mail (owner, sender, welcome) VALUES (?, ?, ?)",
          recipient.value(),
          commit.sender().value(),
          ref);
    }
  }

  static List<MailItem> fetch(Db db, Fingerprint owner, long afterId, long maxBytes)
      throws SQLException {
    var found = new ArrayList<MailItem>();
    var room = new long[] {maxBytes};
    db.visit(
        """
        SELECT m.id, w.group_id, w.sender, w.sequence, w.hash,
               length(w.welcome) + coalesce(length(w.tree), 0), w.welcome, w.tree
        FROM mail m JOIN welcomes w ON w.ref = m.welcome
        WHERE m.owner = ? AND m.id > ? ORDER BY m.id\
        """,
        row -> {
          room[0] -= row.getLong(6);
          if (!found.isEmpty() && room[0] < 0) {
            return false;
          }
          return found.add(
              new MailItem(
                  row.getLong(1),
                  new HubGroupId(Db.bytes(row, 2)),
                  new Fingerprint(Db.bytes(row, 3)),
                  new LogMark(row.getLong(4), Db.bytes(row, 5)),
                  Db.bytes(row, 7),
                  Db.optionalBytes(row, 8)));
        },
        owner.value(),
        afterId);
    return found;
  }

  static void acknowledge(Db db, Fingerprint owner, Set<Long> ids) throws SQLException {
    for (long id : ids) {
      var welcome =
          db.one(
              "SELECT welcome FROM mail WHERE id = ? AND owner = ?",
              row -> row.getLong(1),
              id,
              owner.value());
      if (welcome.isPresent()) {
        db.update("DELETE FROM mail WHERE id = ?", id);
        db.update("UPDATE welcomes SET waiting = waiting - 1 WHERE ref = ?", welcome.get());
        db.update("DELETE FROM welcomes WHERE ref = ? AND waiting = 0", welcome.get());
      }
    }
  }

  private static void checkRoom(Db db, Fingerprint sender, Fingerprint owner, HubLimits limits)
      throws SQLException {
    int waiting =
        db.one("SELECT count(*) FROM mail WHERE owner = ?", row -> row.getInt(1), owner.value())
            .orElse(0);
    int fromSender =
        db.one(
                "SELECT count(*) FROM mail WHERE owner = ? AND sender = ?",
                row -> row.getInt(1),
                owner.value(),
                sender.value())
            .orElse(0);
    if (waiting >= limits.mailboxItems() || fromSender >= limits.mailPerSender()) {
      throw new RefusedException(HubRule.MAILBOX_FULL, waiting + " items are waiting");
    }
  }
}

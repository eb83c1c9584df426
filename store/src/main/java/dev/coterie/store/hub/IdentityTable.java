package dev.coterie.store.hub;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import java.sql.SQLException;

/// What each identity has used of its quotas.
final class IdentityTable {
  private IdentityTable() {}

  static void chargeGroup(Db db, Fingerprint founder, HubLimits limits) throws SQLException {
    if (add(db, founder, 1, 0, "founded") > limits.groupsPerIdentity()) {
      throw new RefusedException(HubRule.TOO_MANY_GROUPS, limits.groupsPerIdentity() + " groups");
    }
  }

  static void chargeBytes(Db db, Fingerprint sender, long bytes, HubLimits limits)
      throws SQLException {
    long stored = add(db, sender, 0, bytes, "stored");
    if (stored > limits.bytesPerIdentity()) {
      throw new RefusedException(HubRule.QUOTA_EXCEEDED, stored + " octets");
    }
  }

  private static long add(Db db, Fingerprint who, long founded, long stored, String column)
      throws SQLException {
    db.update(
        "INSERT INTO identities (fingerprint, founded, stored) VALUES (?, ?, ?) ON CONFLICT DO"
            + " UPDATE SET founded = founded + excluded.founded, stored = stored + excluded.stored",
        who.value(),
        founded,
        stored);
    return db.one(
            "SELECT " + column + " FROM identities WHERE fingerprint = ?",
            row -> row.getLong(1),
            who.value())
        .orElseThrow();
  }
}

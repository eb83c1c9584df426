package dev.coterie.store.hub;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.StoredKeyPackage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Key packages. A claimed one leaves its hash behind until it would have expired, so that it
/// cannot be published again.
final class KeyPackageTable {
  private KeyPackageTable() {}

  static KeyPackageStock publish(
      Db db, Fingerprint owner, List<StoredKeyPackage> packages, Instant now, HubLimits limits)
      throws SQLException {
    db.update(
        "DELETE FROM key_packages WHERE owner = ? AND not_after <= ?",
        owner.value(),
        now.getEpochSecond());
    for (var one : packages) {
      int fresh =
          db.update(
              "INSERT INTO key_packages (owner, suite, last_resort, hash, not_after, body)"
                  + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
              owner.value(),
              one.cipherSuite(),
              one.use() == KeyPackageOffer.Use.LAST_RESORT ? 1 : 0,
              Fingerprint.of(one.keyPackage()).value(),
              one.notAfter().getEpochSecond(),
              one.keyPackage());
      if (fresh > 0) {
        IdentityTable.chargeBytes(db, owner, one.keyPackage().size(), limits);
      }
      if (fresh > 0 && one.use() == KeyPackageOffer.Use.LAST_RESORT) {
        db.update(
            "UPDATE key_packages SET body = NULL WHERE owner = ? AND suite = ? AND last_resort = 1"
                + " AND body IS NOT NULL AND ref <> last_insert_rowid()",
            owner.value(),
            one.cipherSuite());
      }
    }
    int waiting =
        db.one(
                "SELECT count(*) FROM key_packages"
                    + " WHERE owner = ? AND last_resort = 0 AND body IS NOT NULL",
                row -> row.getInt(1),
                owner.value())
            .orElse(0);
    if (waiting > limits.keyPackagesPerIdentity()) {
      throw new RefusedException(HubRule.TOO_MANY_KEY_PACKAGES, waiting + " would be waiting");
    }
    return packages.isEmpty()
        ? new KeyPackageStock(0, false)
        : count(db, owner, packages.getLast().cipherSuite(), now);
  }

  static Optional<ClaimedKeyPackage> claim(Db db, Fingerprint owner, int suite, Instant now)
      throws SQLException {
    record Found(long ref, ClaimedKeyPackage claimed) {}
    var found =
        db.one(
            """
            SELECT ref, last_resort, body FROM key_packages
            WHERE owner = ? AND suite = ? AND body IS NOT NULL AND not_after > ?
            ORDER BY last_resort, ref LIMIT 1\
            """,
            row ->
                new Found(
                    row.getLong(1),
                    new ClaimedKeyPackage(
                        Db.bytes(row, 3),
                        row.getInt(2) == 1
                            ? KeyPackageOffer.Use.LAST_RESORT
                            : KeyPackageOffer.Use.ONE_TIME)),
            owner.value(),
            suite,
            now.getEpochSecond());
    if (found.isPresent() && found.get().claimed().use() == KeyPackageOffer.Use.ONE_TIME) {
      db.update("UPDATE key_packages SET body = NULL WHERE ref = ?", found.get().ref());
    }
    return found.map(Found::claimed);
  }

  static KeyPackageStock count(Db db, Fingerprint owner, int suite, Instant now)
      throws SQLException {
    return db.one(
            """
            SELECT count(*) FILTER (WHERE last_resort = 0), count(*) FILTER (WHERE last_resort = 1)
            FROM key_packages
            WHERE owner = ? AND suite = ? AND body IS NOT NULL AND not_after > ?\
            """,
            row -> new KeyPackageStock(row.getInt(1), row.getInt(2) > 0),
            owner.value(),
            suite,
            now.getEpochSecond())
        .orElseThrow();
  }
}

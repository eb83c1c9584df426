package dev.coterie.client.group;

import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.hubapi.Fingerprint;
import java.util.Optional;

/// A member that asked to come back and is not back yet.
///
/// @param member who
/// @param reason why it cannot follow
/// @param stuckAt the record that stopped it, by its own account
/// @param attempt how often it has asked
/// @param record where its request stands in the log
public record OpenRequest(
    Fingerprint member,
    ReturnReason reason,
    Optional<LogPosition> stuckAt,
    int attempt,
    long record) {
  static OpenRequest of(ReturnRow row) {
    return new OpenRequest(
        row.member(),
        row.request().reason(),
        row.request().stuckAt(),
        row.request().attempt(),
        row.sequence());
  }
}

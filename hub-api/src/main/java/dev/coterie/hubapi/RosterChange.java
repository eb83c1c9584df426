package dev.coterie.hubapi;

import java.util.Set;

/// What a handshake does to the roster, in the same transaction: first removals, then additions, so
/// an identity in both starts afresh at this record.
public record RosterChange(Set<Fingerprint> added, Set<Fingerprint> removed) {
  /// Changes nothing.
  public static final RosterChange NONE = new RosterChange(Set.of(), Set.of());

  /// Copies both sets.
  public RosterChange {
    added = Set.copyOf(added);
    removed = Set.copyOf(removed);
  }

  /// Whether it changes nothing.
  public boolean isNone() {
    return added.isEmpty() && removed.isEmpty();
  }
}

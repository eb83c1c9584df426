package dev.coterie.client.group;

import dev.coterie.client.port.Table;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import java.util.Set;

/// What it takes to come back to a group.
///
/// @param identity who we are
/// @param engine of the groups
/// @param settings for a group whose own cannot be read
/// @param memory the store
/// @param authors of messages of the group that we keep: consulted when its rows are lost
record ReturnKit(
    Identity identity,
    Engine engine,
    GroupSettings settings,
    Memory memory,
    Set<Fingerprint> authors) {
  Fingerprint self() {
    return Fingerprint.of(identity.keys().publicKey().value());
  }

  /// Whether somebody was known before, whatever the group's rows say.
  boolean knows(Fingerprint person) {
    return authors.contains(person) || memory.get(Table.CONTACT, person.value()).isPresent();
  }
}

package dev.coterie.gbp.session;

import dev.coterie.mls.group.StateDelta;

/// A message that got its number. Store both in one transaction before the message is sealed.
///
/// @param message for the outbox
/// @param delta the stream's new state
public record Composed(Outgoing message, StateDelta delta) {}

package dev.coterie.gbp.session;

import dev.coterie.mls.group.StateDelta;

/// A new session.
///
/// @param session what to use
/// @param delta its first rows, to be stored with those of the group
public record Started(GbpSession session, StateDelta delta) {}

package dev.coterie.gbp.session;

import dev.coterie.mls.group.StateDelta;

/// The mark of a handshake contradicted our log.
///
/// @param evidence what to tell the user and the group
/// @param delta keeps it; nothing if there already was evidence about this member
public record Marked(ForkEvidence evidence, StateDelta delta) {}

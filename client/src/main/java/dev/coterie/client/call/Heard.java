package dev.coterie.client.call;

import dev.coterie.gap.jitter.Playout;

/// What to play of somebody now.
///
/// @param speaker whose stream
/// @param playout a packet, one that was lost, or silence
public record Heard(Speaker speaker, Playout playout) {}

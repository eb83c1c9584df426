package dev.coterie.gap;

import dev.coterie.gap.jitter.Playout;

/// What to play of one source.
public record Heard(CallSource source, Playout playout) {}

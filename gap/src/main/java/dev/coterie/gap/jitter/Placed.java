package dev.coterie.gap.jitter;

/// What a jitter buffer did with a packet.
public enum Placed {
  /// It waits for its turn.
  WAITING,
  /// Its turn is over.
  LATE,
  /// One with its number was here before.
  DUPLICATE,
  /// There is no room.
  FULL
}

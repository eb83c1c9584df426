package dev.coterie.gap;

/// What a member does with what it hears.
public enum CallMode {
  /// Plays it now: a playback clock asks for 20 ms at a time, and what comes too late is dropped.
  LIVE,
  /// Keeps it: nothing is dropped for being late, and asking gives all that is complete.
  RECORD
}

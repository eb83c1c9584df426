package dev.coterie.hubapi.media;

/// Counts what happens. Called by whoever makes it happen: must be quick.
@FunctionalInterface
public interface MediaMeter {
  /// Counts nothing.
  MediaMeter NONE = (_, _) -> {};

  /// What is counted.
  enum Kind {
    /// Sessions that were opened.
    SESSIONS,
    /// Frames taken from senders.
    FRAMES_IN,
    /// Frames put into readers' queues.
    FRAMES_OUT,
    /// Frames of senders that were over their rate, or not in the group.
    FRAMES_DROPPED,
    /// Readers dropped because they did not keep up.
    SLOW_READERS
  }

  /// It happened so many times.
  void count(Kind what, long howMany);
}

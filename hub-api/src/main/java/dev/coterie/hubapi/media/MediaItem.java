package dev.coterie.hubapi.media;

import dev.coterie.hubapi.HubRule;

/// What a port has for its reader.
///
/// @param <F> a frame with its sender, in the form in which it goes to readers
public sealed interface MediaItem<F> {
  /// Comes first, once the roster was checked.
  record Opened<F>() implements MediaItem<F> {}

  /// One and the same object for all readers.
  ///
  /// @param octets of the frame proper
  record Frame<F>(F content, int octets) implements MediaItem<F> {}

  /// Comes last. What had been waiting is gone.
  record Ended<F>(HubRule why) implements MediaItem<F> {}
}

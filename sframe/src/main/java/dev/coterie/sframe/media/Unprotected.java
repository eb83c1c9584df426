package dev.coterie.sframe.media;

/// What became of a frame that came in. Refusals are ordinary traffic, hence values.
public sealed interface Unprotected permits Unprotected.Opened, Refusal {
  /// The frame is authentic and new, and its plaintext was written.
  ///
  /// @param length octets of the plaintext
  /// @param source whose keys sealed it: any member of the epoch has them, so this tells whose
  ///   stream it is, not that nobody else in the group made it
  /// @param epoch in which it was sealed, unsigned
  /// @param counter which frame under its key
  record Opened(int length, MediaSource source, long epoch, long counter) implements Unprotected {}
}

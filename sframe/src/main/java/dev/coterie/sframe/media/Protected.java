package dev.coterie.sframe.media;

/// What became of a frame that should go out.
public sealed interface Protected {
  /// The frame was written.
  ///
  /// @param length its octets
  /// @param counter the number it spent
  record Sealed(int length, long counter) implements Protected {}

  /// Why nothing was written. No counter was spent.
  enum Withheld implements Protected {
    /// No counter is left that was confirmed as durable: store what [MediaSender#due] gives.
    NOT_RESERVED,
    /// All counters of the key are spent. The next epoch brings a new key.
    EXHAUSTED
  }
}

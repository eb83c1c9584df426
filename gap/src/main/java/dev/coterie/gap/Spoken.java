package dev.coterie.gap;

import dev.coterie.codec.Bytes;

/// What became of a packet that should go out.
public sealed interface Spoken {
  /// A frame for the hub's live fan-out.
  ///
  /// @param sequence its number in its stream
  record Frame(Bytes frame, long sequence) implements Spoken {}

  /// Why there is none. No number was spent.
  enum Withheld implements Spoken {
    /// No epoch was entered.
    NO_EPOCH,
    /// No number is left that was confirmed as durable: store what [CallSession#due] gives.
    NOT_RESERVED,
    /// All counters of the key are spent, or all numbers of the stream.
    EXHAUSTED
  }
}

package dev.coterie.gap;

import dev.coterie.codec.Rule;

/// What became of a frame that came in. Refusals are ordinary traffic, hence values.
public sealed interface Verdict {
  /// It waits in the jitter buffer of its source.
  ///
  /// @param epoch in which it was sealed, unsigned
  record Accepted(CallSource source, long sequence, long epoch) implements Verdict {}

  /// It waits for its epoch: the commit may be on its way. [CallSession#enter] hears it again.
  enum Waiting implements Verdict {
    /// The only case.
    EPOCH_AHEAD
  }

  /// It was dropped, and counted.
  ///
  /// @param rule a [GapRule], or a [dev.coterie.sframe.media.Refusal] of the keys
  record Refused(Rule rule) implements Verdict {}
}

package dev.coterie.gbp.session;

/// What a log position in a header told. `docs/gbp2.md` §5.
public enum LogCheck {
  /// Sender and receiver have the same log up to there.
  AGREES,
  /// The receiver does not know that record (any more), and cannot tell.
  NOT_CHECKABLE
}

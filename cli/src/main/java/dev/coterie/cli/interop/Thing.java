package dev.coterie.cli.interop;

/// What a call leaves behind under a number, until it is freed.
sealed interface Thing extends AutoCloseable permits Seat, Invitation, Signer, Renewal {
  /// Wipes its secrets.
  @Override
  void close();
}

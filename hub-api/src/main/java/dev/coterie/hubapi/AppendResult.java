package dev.coterie.hubapi;

import java.util.List;

/// What became of an append that broke no rule. By the time it is given, it is durable.
public sealed interface AppendResult {
  /// It stands in the log, here.
  record Accepted(LogMark mark) implements AppendResult {}

  /// A message of this sender with this id stands in the log already, here; nothing changed.
  record Duplicate(LogMark mark) implements AppendResult {}

  /// The log's last handshake is another than expected; nothing changed.
  ///
  /// @param winners the handshake records after the expected one, oldest first; only the first few
  ///   where they would not fit a page of the log: read on from the last
  /// @param head the end of the log
  record Stale(List<LogRecord> winners, LogHead head) implements AppendResult {
    /// Copies the list.
    public Stale {
      winners = List.copyOf(winners);
    }
  }
}

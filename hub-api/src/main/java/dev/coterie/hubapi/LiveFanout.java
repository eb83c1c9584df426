package dev.coterie.hubapi;

import java.util.Set;

/// Told of each append once it is durable. Must not block and must not throw: it is called by
/// whoever writes.
@FunctionalInterface
public interface LiveFanout {
  /// Nobody listens.
  LiveFanout NONE = _ -> {};

  /// An append that is durable.
  ///
  /// @param record what was appended
  /// @param removed who is off the roster from this record on
  /// @param welcomed who has new mail
  record Committed(LogRecord record, Set<Fingerprint> removed, Set<Fingerprint> welcomed) {}

  /// Called for the records of each group in the order of its log.
  void committed(Committed append);
}

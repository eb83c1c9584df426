package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// The end of a group's log, as far as the asker may know it.
///
/// @param sequence the last record, 0 if there is none
/// @param hash its hash, or [HashChain#genesis]
/// @param lastHandshake the last handshake record, 0 if there is none: what the next handshake must
///   expect
public record LogHead(long sequence, Bytes hash, long lastHandshake) {
  /// Refuses a last handshake beyond the end.
  public LogHead {
    LogMark.checkHash(hash);
    if (lastHandshake < 0 || lastHandshake > sequence) {
      throw new IllegalArgumentException("the last handshake is not in the log");
    }
  }

  /// The end of an empty log.
  public static LogHead genesis(HubGroupId group) {
    return new LogHead(0, HashChain.genesis(group), 0);
  }

  /// Where the log ends.
  public LogMark mark() {
    return new LogMark(sequence, hash);
  }

  /// The end once a record was appended.
  public LogHead with(LogRecord record) {
    return new LogHead(
        record.sequence(),
        record.hash(),
        record.kind() == LogRecord.Kind.HANDSHAKE ? record.sequence() : lastHandshake);
  }
}

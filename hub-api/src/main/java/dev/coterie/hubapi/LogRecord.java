package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// One entry of a group's log. The hub gives the sequence; the rest is the sender's, or follows.
///
/// @param sequence 1 for the first record of the group, without gaps
/// @param kind whether appending it needed to win the compare-and-set
/// @param sender who appended it, as proved to the hub
/// @param messageId chosen by the sender, 16 to 32 octets, unique among the sender's in this group
/// @param payload an MLS message; opaque to the hub
/// @param previousHash the hash of the record before, or [HashChain#genesis]
/// @param hash see [HashChain]
public record LogRecord(
    HubGroupId group,
    long sequence,
    Kind kind,
    Fingerprint sender,
    Bytes messageId,
    Bytes payload,
    Bytes previousHash,
    Bytes hash) {
  /// What a record is to the order of the log.
  public enum Kind {
    /// Commits and proposals: appended by compare-and-set, one winner.
    HANDSHAKE(1),
    /// Everything else: appended in the order of arrival.
    APPLICATION(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /// The number that stands for it in hashes, on the wire and on disk.
    public int code() {
      return code;
    }

    /// The kind of a number.
    public static Kind of(int code) {
      return switch (code) {
        case 1 -> HANDSHAKE;
        case 2 -> APPLICATION;
        default -> throw new IllegalArgumentException("no kind of record: " + code);
      };
    }
  }

  /// Refuses sequences, ids and hashes out of range. The hash itself is checked by [HashChain].
  public LogRecord {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequences start at 1");
    }
    MessageIds.check(messageId);
    LogMark.checkHash(previousHash);
    LogMark.checkHash(hash);
  }

  /// The record that follows a place in the log.
  public static LogRecord after(
      LogMark previous,
      HubGroupId group,
      Kind kind,
      Fingerprint sender,
      Bytes messageId,
      Bytes payload) {
    long sequence = previous.sequence() + 1;
    return new LogRecord(
        group,
        sequence,
        kind,
        sender,
        messageId,
        payload,
        previous.hash(),
        HashChain.next(previous.hash(), group, sequence, kind, sender, messageId, payload));
  }

  /// Where it stands.
  public LogMark mark() {
    return new LogMark(sequence, hash);
  }
}

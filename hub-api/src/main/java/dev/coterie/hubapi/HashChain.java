package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;

/// Chains the records of a group, so that whoever knows one hash can tell whether a log that it is
/// shown is the same up to there. SHA-256 over TLS presentation language:
///
/// ```
/// genesis = SHA-256( opaque label<V> = "Coterie hub log 1 genesis"; opaque group<V>; )
/// hash[n] = SHA-256( opaque label<V> = "Coterie hub log 1 record";  opaque group<V>;
///                    opaque previous_hash[32]; uint64 sequence; uint8 kind;
///                    opaque sender[32]; opaque message_id<V>;
///                    opaque payload_hash[32] = SHA-256(payload); )
/// ```
///
/// The payload goes in by its hash, so that a chain can still be checked where payloads were
/// compacted away.
public final class HashChain {
  /// Octets in a hash.
  public static final int HASH_SIZE = 32;

  private static final Bytes GENESIS = Bytes.ofUtf8("Coterie hub log 1 genesis");
  private static final Bytes RECORD = Bytes.ofUtf8("Coterie hub log 1 record");

  private HashChain() {}

  /// What stands before the first record.
  public static Bytes genesis(HubGroupId group) {
    return Fingerprint.sha256(new WireWriter().opaque(GENESIS).opaque(group.value()).toBytes());
  }

  /// The hash of a record.
  public static Bytes next(
      Bytes previousHash,
      HubGroupId group,
      long sequence,
      LogRecord.Kind kind,
      Fingerprint sender,
      Bytes messageId,
      Bytes payload) {
    return Fingerprint.sha256(
        new WireWriter()
            .opaque(RECORD)
            .opaque(group.value())
            .raw(previousHash)
            .uint64(sequence)
            .uint8(kind.code())
            .raw(sender.value())
            .opaque(messageId)
            .raw(Fingerprint.sha256(payload))
            .toBytes());
  }

  /// Whether a record is what its hash says, and stands where it says.
  public static boolean isIntact(LogRecord record) {
    return next(
            record.previousHash(),
            record.group(),
            record.sequence(),
            record.kind(),
            record.sender(),
            record.messageId(),
            record.payload())
        .equals(record.hash());
  }

  /// Whether a record is intact and the one directly after a mark.
  public static boolean follows(LogMark previous, LogRecord record) {
    return record.sequence() == previous.sequence() + 1
        && record.previousHash().equals(previous.hash())
        && isIntact(record);
  }
}

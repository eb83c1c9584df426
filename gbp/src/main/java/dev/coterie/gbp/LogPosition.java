package dev.coterie.gbp;

import dev.coterie.codec.Bytes;

/// How far a log was processed: its last record, by number and by chained hash. `docs/gbp2.md` §5.
///
/// @param sequence number of the record, from 1; 0 before the first
/// @param head chained hash of that record, 32 octets; before the first, the hash with which the
///   group's chain begins
public record LogPosition(long sequence, Bytes head) implements Comparable<LogPosition> {
  /// Octets of a head.
  public static final int HEAD_SIZE = 32;

  /// Checks the ranges.
  public LogPosition {
    if (sequence < 0) {
      throw new IllegalArgumentException("log sequence " + sequence);
    }
    if (head.size() != HEAD_SIZE) {
      throw new IllegalArgumentException("log head of " + head.size() + " octets");
    }
  }

  /// By sequence alone: of two positions in one log.
  @Override
  public int compareTo(LogPosition other) {
    return Long.compare(sequence, other.sequence);
  }
}

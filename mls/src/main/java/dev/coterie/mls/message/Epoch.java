package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// Counts the states of a group; each commit adds one. RFC 9420 §8.1: an unsigned 64-bit number.
///
/// @param value the 64 bits; above `Long.MAX_VALUE` they look negative, hence [#compareTo] is
///   unsigned
public record Epoch(long value) implements Comparable<Epoch> {
  /// Where a group begins.
  public static final Epoch ZERO = new Epoch(0);

  static Epoch read(WireReader in) {
    return new Epoch(in.uint64("epoch"));
  }

  void write(WireWriter out) {
    out.uint64(value);
  }

  /// Whether [#next] would leave the 64 bits.
  public boolean isLast() {
    return value == -1;
  }

  /// The epoch after this one; the count never wraps.
  public Epoch next() {
    if (isLast()) {
      throw new IllegalStateException("the last epoch has no successor");
    }
    return new Epoch(value + 1);
  }

  /// Whether this epoch comes before `other`.
  public boolean isBefore(Epoch other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(value);
  }
}

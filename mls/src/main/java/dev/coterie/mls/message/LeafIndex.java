package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// Names a member within one epoch: its place among the leaves, from the left. RFC 9420 §4.
///
/// The wire carries 32 unsigned bits; only indexes below [#LIMIT] can belong to a tree that exists,
/// and whoever computes node positions asks [#isAddressable] first.
///
/// @param value the 32 bits; above `Integer.MAX_VALUE` they look negative
public record LeafIndex(int value) implements Comparable<LeafIndex> {
  /// First index that no tree of ours reaches: node positions stay far inside 32 bits below it.
  public static final int LIMIT = 1 << 30;

  static LeafIndex read(WireReader in, String field) {
    return new LeafIndex((int) in.uint32(field));
  }

  void write(WireWriter out) {
    out.uint32(unsigned());
  }

  /// The index as a number from 0 to 2^32 − 1.
  public long unsigned() {
    return Integer.toUnsignedLong(value);
  }

  /// Whether node arithmetic may be done with this index.
  public boolean isAddressable() {
    return unsigned() < LIMIT;
  }

  @Override
  public int compareTo(LeafIndex other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}

package dev.coterie.codec;

/// Caps of our own on what a decoder takes, besides those of the format. Immutable.
///
/// @param maxInput octets of a whole input, 1 to 2^30 − 1 (the longest vector there is)
/// @param maxElements elements of one list, at least 1
/// @param maxDepth how deep regions, lists or maps nest, 1 to 128
public record Limits(int maxInput, int maxElements, int maxDepth) {
  /// Generous for a group of 100,000 members; small enough that no input makes us deep or slow.
  public static final Limits DEFAULT = new Limits(Varint.MAX, 1 << 20, 32);

  /// Checks the ranges.
  public Limits {
    if (maxInput < 1 || maxInput > Varint.MAX) {
      throw new IllegalArgumentException("maxInput " + maxInput);
    }
    if (maxElements < 1) {
      throw new IllegalArgumentException("maxElements " + maxElements);
    }
    if (maxDepth < 1 || maxDepth > 128) {
      throw new IllegalArgumentException("maxDepth " + maxDepth);
    }
  }

  /// The same with another cap on the input.
  public Limits withMaxInput(int octets) {
    return new Limits(octets, maxElements, maxDepth);
  }
}

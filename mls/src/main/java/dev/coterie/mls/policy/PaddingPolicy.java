package dev.coterie.mls.policy;

/// How much a private message's size says about its content. RFC 9420 §15.1: zero bytes follow the
/// content inside the encryption, so that sizes fall into classes. Immutable.
///
/// @param block contents are padded to a multiple of so many bytes, 1 (no padding) to 65,536
/// @param largest larger contents are not padded, as there the share that padding hides is small
public record PaddingPolicy(int block, int largest) {
  /// No padding: sizes are seen.
  public static final PaddingPolicy NONE = new PaddingPolicy(1, 0);

  /// Multiples of 256 bytes up to 64 KiB.
  public static final PaddingPolicy SAFE = new PaddingPolicy(256, 65_536);

  /// Checks the ranges.
  public PaddingPolicy {
    if (block < 1 || block > 65_536 || largest < 0) {
      throw new IllegalArgumentException("block 1 to 65,536, largest not negative");
    }
  }

  /// How many zero bytes follow a content of `size` bytes.
  public int paddingFor(int size) {
    if (size > largest) {
      return 0;
    }
    int over = size % block;
    return over == 0 ? 0 : block - over;
  }
}

package dev.coterie.sframe.media;

/// How key ids are laid out in one epoch: `channel │ leaf, S bits │ epoch, 8 bits`, with S the
/// smallest number for which 2^S is greater than the number of leaves. `docs/gbp2.md` §13.
///
/// @param epoch of MLS, of which the low 8 bits are in the key id
/// @param leafCount leaves of the tree
public record KeyIds(long epoch, int leafCount) {
  /// Epochs that a key id can tell apart.
  static final int EPOCHS = 256;

  private static final int EPOCH_BITS = 8;

  /// Checks the range.
  public KeyIds {
    if (leafCount < 1 || leafCount > MediaSource.LEAVES) {
      throw new IllegalArgumentException("a tree of " + leafCount + " leaves");
    }
  }

  /// The key id of a source.
  public long of(MediaSource source) {
    if (source.leaf() >= leafCount) {
      throw new IllegalArgumentException(source + " in a tree of " + leafCount + " leaves");
    }
    return (long) source.channel() << (leafBits() + EPOCH_BITS)
        | (long) source.leaf() << EPOCH_BITS
        | epochBits(epoch);
  }

  /// Whether a key id whose low bits fit the epoch names a source there.
  boolean names(long keyId) {
    return leaf(keyId) < leafCount
        && Long.compareUnsigned(channel(keyId), MediaSource.CHANNELS) < 0;
  }

  /// The source of a key id that [#names] one.
  MediaSource source(long keyId) {
    return new MediaSource((int) leaf(keyId), (int) channel(keyId));
  }

  /// The low bits of an epoch or key id: all that is known before the epoch is.
  static int epochBits(long number) {
    return (int) (number & (EPOCHS - 1));
  }

  private long leaf(long keyId) {
    return (keyId >>> EPOCH_BITS) & ((1L << leafBits()) - 1);
  }

  private long channel(long keyId) {
    return keyId >>> (leafBits() + EPOCH_BITS);
  }

  private int leafBits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(leafCount);
  }
}

package dev.coterie.sframe.media;

/// What media has to know of an epoch of the group, besides its key.
///
/// @param number of the epoch in MLS, unsigned
/// @param leafCount leaves of its tree, blank ones counted, 1 to 2^30
/// @param begun what the commit did that began it
public record MediaEpoch(long number, int leafCount, Begun begun) {
  /// What the commits did that lie between the epoch known before and this one.
  public enum Begun {
    /// Somebody was removed, or it is not known that nobody was.
    WITH_REMOVE,
    /// Nobody was removed.
    WITHOUT_REMOVE
  }

  /// Checks the ranges.
  public MediaEpoch {
    if (leafCount < 1 || leafCount > MediaSource.LEAVES) {
      throw new IllegalArgumentException("a tree of " + leafCount + " leaves");
    }
  }
}

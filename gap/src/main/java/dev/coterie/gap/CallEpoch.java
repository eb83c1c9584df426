package dev.coterie.gap;

import dev.coterie.mls.message.Epoch;
import dev.coterie.sframe.media.MediaEpoch;
import dev.coterie.sframe.media.MediaSource;

/// What a call has to know of an epoch of the group, besides its key.
///
/// @param number of the epoch in MLS
/// @param leafCount leaves of its tree, blank ones counted, 1 to 2^30
/// @param begun what the commits did since the epoch that the call knew before
/// @param holders who holds its leaves
public record CallEpoch(Epoch number, int leafCount, MediaEpoch.Begun begun, Holders holders) {
  /// Checks the range.
  public CallEpoch {
    if (leafCount < 1 || leafCount > MediaSource.LEAVES) {
      throw new IllegalArgumentException("a tree of " + leafCount + " leaves");
    }
  }

  /// The part that keys depend on.
  MediaEpoch media() {
    return new MediaEpoch(number.value(), leafCount, begun);
  }
}

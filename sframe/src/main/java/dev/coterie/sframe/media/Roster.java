package dev.coterie.sframe.media;

/// Who holds which leaf now, as MLS knows it. Asked when a key id is first heard in an epoch, and
/// for each that was heard when an epoch begins: not once per frame.
@FunctionalInterface
public interface Roster {
  /// Whether the member that holds a leaf now held it in an epoch already. A blank leaf is held by
  /// nobody; a leaf that was given to another member was held by that one only since.
  ///
  /// @param leaf an index that may lie outside the tree of now
  /// @param epoch an epoch of the past, or the one of now; unsigned
  boolean holdsSince(int leaf, long epoch);
}

package dev.coterie.sframe.media;

/// Whose frames, and which stream of that member: what a key id says besides the epoch.
///
/// @param leaf index of the sender's leaf, below 2^30
/// @param channel 0 unless the member has several streams, to 255
public record MediaSource(int leaf, int channel) {
  /// The most channels that a member has.
  public static final int CHANNELS = 256;

  /// First number that names no leaf.
  public static final int LEAVES = 1 << 30;

  /// Checks the ranges.
  public MediaSource {
    if (leaf < 0 || leaf >= LEAVES) {
      throw new IllegalArgumentException("leaf " + leaf);
    }
    if (channel < 0 || channel >= CHANNELS) {
      throw new IllegalArgumentException("channel " + channel);
    }
  }
}

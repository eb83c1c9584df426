package dev.coterie.gbp;

import dev.coterie.mls.message.LeafIndex;

/// Names a stream of one type within an epoch: whose, and which of that member's. `docs/gbp2.md`
/// §4.
///
/// @param leaf the leaf of the sender, which MLS has to confirm
/// @param channel 0 unless the member has several streams of the type, to 255
public record StreamId(LeafIndex leaf, int channel) implements Comparable<StreamId> {
  /// The most channels that a member has per type.
  public static final int CHANNELS = 256;

  /// First number that names no stream.
  public static final long LIMIT = (long) LeafIndex.LIMIT * CHANNELS;

  /// Checks the ranges.
  public StreamId {
    if (!leaf.isAddressable()) {
      throw new IllegalArgumentException("leaf " + leaf);
    }
    checkChannel(channel);
  }

  /// The id with a number on the wire, below [#LIMIT].
  public static StreamId of(long value) {
    if (value < 0 || value >= LIMIT) {
      throw new IllegalArgumentException("stream id " + value);
    }
    return new StreamId(new LeafIndex((int) (value / CHANNELS)), (int) (value % CHANNELS));
  }

  /// Checks a channel number.
  public static void checkChannel(int channel) {
    if (channel < 0 || channel >= CHANNELS) {
      throw new IllegalArgumentException("channel " + channel);
    }
  }

  /// The number on the wire.
  public long value() {
    return leaf.unsigned() * CHANNELS + channel;
  }

  @Override
  public int compareTo(StreamId other) {
    return Long.compare(value(), other.value());
  }
}

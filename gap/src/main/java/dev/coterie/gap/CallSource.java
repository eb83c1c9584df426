package dev.coterie.gap;

import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;

/// One voice in a call.
///
/// @param member whose
/// @param channel which of that member's streams, 0 to 255
public record CallSource(MemberKey member, int channel) {
  /// Checks the range.
  public CallSource {
    StreamId.checkChannel(channel);
  }

  @Override
  public String toString() {
    return member + ", channel " + channel;
  }
}

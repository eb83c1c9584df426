package dev.coterie.client.call;

import dev.coterie.gap.CallMode;
import dev.coterie.gbp.StreamId;

/// How a client takes part in a call.
///
/// @param mode whether what is heard is played now, or kept
/// @param channel which of our streams we speak on, 0 to 255; 0 unless we have several
public record CallSettings(CallMode mode, int channel) {
  /// To hear and be heard now: [Call#play] is called every 20 ms.
  public static final CallSettings LIVE = new CallSettings(CallMode.LIVE, 0);

  /// To keep what is heard: nothing is dropped for being late, and [Call#play] gives all that is
  /// complete, whenever it is called.
  public static final CallSettings RECORD = new CallSettings(CallMode.RECORD, 0);

  /// Checks the range.
  public CallSettings {
    StreamId.checkChannel(channel);
  }

  /// The same on another channel.
  public CallSettings on(int other) {
    return new CallSettings(mode, other);
  }
}

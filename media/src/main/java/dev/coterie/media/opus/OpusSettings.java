package dev.coterie.media.opus;

/// How to encode. Immutable.
///
/// @param channels 1 or 2
/// @param bitrate bits per second on average, 6,000 to 510,000
/// @param complexity effort, 0 to 10
/// @param expectedLoss percent of packets that will get lost, 0 to 100; above 0, packets of speech
///   carry a coarse copy of the packet before them
/// @param pauses what becomes of silence
public record OpusSettings(
    int channels, int bitrate, int complexity, int expectedLoss, Pauses pauses) {
  /// Speech of one person over a network that loses some: 32 kbit/s.
  public static final OpusSettings VOICE = new OpusSettings(1, 32_000, 9, 10, Pauses.LEFT_OUT);

  /// What becomes of silence.
  public enum Pauses {
    /// Sent as everything else.
    SENT,
    /// Left out but for a packet now and then (DTX), which shows to the hub and the network when
    /// somebody speaks.
    LEFT_OUT
  }

  /// Checks the ranges.
  public OpusSettings {
    within("channels", channels, 1, 2);
    within("bitrate", bitrate, 6_000, 510_000);
    within("complexity", complexity, 0, 10);
    within("expectedLoss", expectedLoss, 0, 100);
  }

  private static void within(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(what + " " + value);
    }
  }

  /// The same with another bit rate.
  public OpusSettings withBitrate(int bitsPerSecond) {
    return new OpusSettings(channels, bitsPerSecond, complexity, expectedLoss, pauses);
  }

  /// The same with another effort.
  public OpusSettings withComplexity(int effort) {
    return new OpusSettings(channels, bitrate, effort, expectedLoss, pauses);
  }

  /// The same for another loss.
  public OpusSettings withExpectedLoss(int percent) {
    return new OpusSettings(channels, bitrate, complexity, percent, pauses);
  }

  /// The same with pauses treated otherwise.
  public OpusSettings withPauses(Pauses treated) {
    return new OpusSettings(channels, bitrate, complexity, expectedLoss, treated);
  }

  /// The same for another number of channels.
  public OpusSettings withChannels(int count) {
    return new OpusSettings(count, bitrate, complexity, expectedLoss, pauses);
  }
}

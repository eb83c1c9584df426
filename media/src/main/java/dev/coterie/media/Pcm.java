package dev.coterie.media;

/// The one form that sound has inside: 48 kHz, 16 bit, frames of 20 ms. The samples of two channels
/// alternate, left first.
public final class Pcm {
  /// Samples per second and channel.
  public static final int RATE = 48_000;

  /// Samples per channel in one frame of 20 ms.
  public static final int FRAME = RATE / 50;

  private Pcm() {}

  /// Adds one voice to what is heard already; what is too loud for a sample stays at the loudest.
  ///
  /// @param into the sum so far, changed in place
  /// @param voice as long as the sum
  public static void mix(short[] into, short[] voice) {
    if (voice.length != into.length) {
      throw new IllegalArgumentException(voice.length + " samples into " + into.length);
    }
    for (int i = 0; i < into.length; i++) {
      into[i] = clamp(into[i] + voice[i]);
    }
  }

  /// The nearest sample.
  public static short clamp(int value) {
    return (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  /// The nearest sample of a value on the same scale.
  public static short round(float value) {
    return clamp(Math.round(value));
  }
}

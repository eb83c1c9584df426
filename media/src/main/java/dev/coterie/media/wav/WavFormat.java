package dev.coterie.media.wav;

import dev.coterie.codec.RefusedException;
import java.util.Set;

/// What a WAV file holds.
///
/// @param encoding of one sample
/// @param channels samples that alternate, 1 or 2
/// @param rate samples per second and channel
public record WavFormat(Encoding encoding, int channels, int rate) {
  private static final Set<Integer> RATES =
      Set.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000);

  /// How a sample is written.
  public enum Encoding {
    /// Whole numbers of 16 bits.
    PCM_16(2),
    /// Whole numbers of 24 bits.
    PCM_24(3),
    /// Fractions of full scale.
    FLOAT_32(4);

    private final int octets;

    Encoding(int octets) {
      this.octets = octets;
    }

    /// Octets of one sample.
    public int octets() {
      return octets;
    }
  }

  /// Checks the ranges.
  public WavFormat {
    if (channels != 1 && channels != 2) {
      throw new RefusedException(WavRule.CHANNELS, channels + " channels");
    }
    if (!RATES.contains(rate)) {
      throw new RefusedException(WavRule.RATE, rate + " Hz");
    }
  }

  /// Octets of one sample of all channels.
  public int blockSize() {
    return channels * encoding.octets();
  }
}

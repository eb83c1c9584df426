package dev.coterie.media.wav;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// WAV files that are whole and of another kind than Coterie reads, or grow too long.
public enum WavRule implements Rule {
  /// PCM of 16 or 24 bits, or 32-bit float.
  ENCODING("fmt chunk", "an encoding other than PCM of 16 or 24 bits, or float of 32"),
  /// Mono or stereo.
  CHANNELS("fmt chunk", "more than two channels, or none"),
  /// One of the usual rates.
  RATE("fmt chunk", "a rate other than 8, 11.025, 12, 16, 22.05, 24, 32, 44.1 or 48 kHz"),
  /// A WAV file counts its octets in 32 bits.
  FULL("RIFF chunk", "more than a WAV file can hold: 12 hours of 48 kHz mono");

  private final String section;
  private final String text;

  WavRule(String section, String text) {
    this.section = "WAV " + section;
    this.text = text;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public Remedy remedy() {
    return Remedy.FATAL;
  }

  @Override
  public String text() {
    return text;
  }
}

package dev.coterie.media;

/// Sounds to test with, made of arithmetic.
public final class Sound {
  private Sound() {}

  /// Something like a vowel: harmonics of a voice that glides, loud and soft in turn.
  ///
  /// @param frames of 20 ms
  public static short[] voice(int frames, int channels) {
    var pcm = new short[frames * Pcm.FRAME * channels];
    double angle = 0;
    for (int i = 0; i < frames * Pcm.FRAME; i++) {
      double seconds = (double) i / Pcm.RATE;
      angle += 2 * Math.PI * (130 + 25 * Math.sin(4 * seconds)) / Pcm.RATE;
      double sum = 0;
      for (int h = 1; h <= 24; h++) {
        sum += Math.sin(h * angle) / (1 + Math.abs(h - 5) * 0.7);
      }
      double loud = 0.55 + 0.45 * Math.sin(2 * Math.PI * 3 * seconds);
      for (int c = 0; c < channels; c++) {
        pcm[i * channels + c] = Pcm.clamp((int) (3500 * loud * sum * (c == 0 ? 1 : -0.5)));
      }
    }
    return pcm;
  }

  /// One tone.
  public static short[] tone(double hertz, int rate, int samples, double amplitude) {
    var pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return pcm;
  }

  /// Frame number `index` of some sound.
  public static short[] frame(short[] pcm, int index, int channels) {
    int size = Pcm.FRAME * channels;
    return java.util.Arrays.copyOfRange(pcm, index * size, (index + 1) * size);
  }

  /// The sum of squared differences.
  public static double distance(short[] a, short[] b) {
    double sum = 0;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      double difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  /// How alike two sounds are, where the second comes later by as many samples: 1 for the same.
  public static double likeness(short[] first, short[] second, int delay) {
    double product = 0;
    double firstEnergy = 1;
    double secondEnergy = 1;
    for (int i = 0; i + delay < Math.min(first.length, second.length); i++) {
      product += (double) first[i] * second[i + delay];
      firstEnergy += (double) first[i] * first[i];
      secondEnergy += (double) second[i + delay] * second[i + delay];
    }
    return product / Math.sqrt(firstEnergy * secondEnergy);
  }
}

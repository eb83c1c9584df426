package dev.coterie.cli.demo;

/// How loud a tenth of a second was, as a mark of 0 to 8. Frames are added in the order of their
/// time; not thread-safe.
final class Level {
  /// Frames of 20 ms that make one mark.
  static final int FRAMES = 5;

  private static final int MARKS = 8;
  private static final double QUIETEST_DECIBELS = -50;
  private static final double STEP_DECIBELS = 5;

  /// What a mark looks like.
  static final String SHAPES = " ▁▂▃▄▅▆▇█";

  private double energy;
  private int samples;

  void add(short[] pcm) {
    for (short sample : pcm) {
      double value = sample / 32768.0;
      energy += value * value;
    }
    samples += pcm.length;
  }

  /// The mark of all that was added since the last one.
  int take() {
    double mean = samples == 0 ? 0 : energy / samples;
    energy = 0;
    samples = 0;
    if (mean <= 0) {
      return 0;
    }
    double decibels = 10 * Math.log10(mean);
    return Math.clamp((long) ((decibels - QUIETEST_DECIBELS) / STEP_DECIBELS), 0, MARKS);
  }
}

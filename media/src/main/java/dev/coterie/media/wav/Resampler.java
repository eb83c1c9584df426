package dev.coterie.media.wav;

import dev.coterie.media.Pcm;

/// Brings samples of a lower rate to 48 kHz: a sinc under a Kaiser window, one set of coefficients
/// for each place that an output sample can have between two input samples. What lies above 0.44 of
/// the old rate is lost, images are 90 dB down. Sums are made in one order: the same input gives
/// the same output everywhere. Used by one thread.
final class Resampler {
  /// Input samples that one output sample is made of.
  private static final int TAPS = 96;

  private static final double BETA = 9.5;

  /// The edge as a part of the old rate: half of it, less half of the window's slope.
  private static final double CUTOFF = 0.5 - 0.032;

  private final int channels;
  private final int up;
  private final int down;
  private final float[][] phases;
  private final float[] history;
  private int held;
  private int phase;

  /// @param rate the old rate, lower than 48 kHz
  Resampler(int rate, int channels) {
    int common = gcd(Pcm.RATE, rate);
    this.channels = channels;
    this.up = Pcm.RATE / common;
    this.down = rate / common;
    this.phases = new float[up][];
    for (int i = 0; i < up; i++) {
      phases[i] = coefficients((double) i / up);
    }
    this.history = new float[(TAPS + 4096) * channels];
    this.held = TAPS / 2 - 1; // silence before the first sample
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /// @param fraction where the output sample lies behind the middle input sample
  private static float[] coefficients(double fraction) {
    var exact = new double[TAPS];
    double sum = 0;
    for (int k = 0; k < TAPS; k++) {
      double x = k - (TAPS / 2 - 1) - fraction;
      double angle = 2 * Math.PI * CUTOFF * x;
      double sinc = Math.abs(angle) < 1e-9 ? 1 : StrictMath.sin(angle) / angle;
      double inside = 1 - 4 * x * x / ((double) TAPS * TAPS);
      exact[k] = sinc * bessel(BETA * Math.sqrt(Math.max(0, inside)));
      sum += exact[k];
    }
    var rounded = new float[TAPS];
    for (int k = 0; k < TAPS; k++) {
      rounded[k] = (float) (exact[k] / sum);
    }
    return rounded;
  }

  /// The modified Bessel function of order 0.
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 60; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  /// The most samples, counting each channel, that one call gives for as many of input.
  int room(int samples) {
    return (samples / channels * up / down + up / down + 2) * channels;
  }

  /// Takes more input, and puts out what can be put out of it.
  ///
  /// @param count samples of input, counting each channel: at most 4,096 for each
  /// @return how many samples were put out, counting each channel
  int process(short[] in, int count, short[] out) {
    for (int i = 0; i < count; i++) {
      history[held * channels + i] = in[i];
    }
    held += count / channels;
    int done = 0;
    int at = 0;
    while (at + TAPS <= held) {
      float[] weights = phases[phase];
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        for (int k = 0; k < TAPS; k++) {
          sum += weights[k] * history[(at + k) * channels + c];
        }
        out[done++] = Pcm.round(sum);
      }
      phase += down;
      at += phase / up;
      phase %= up;
    }
    held -= at;
    System.arraycopy(history, at * channels, history, 0, held * channels);
    return done;
  }

  /// The samples that wait for what follows, followed by silence.
  int finish(short[] out) {
    return process(new short[TAPS / 2 * channels], TAPS / 2 * channels, out);
  }
}

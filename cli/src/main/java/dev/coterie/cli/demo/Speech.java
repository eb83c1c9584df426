package dev.coterie.cli.demo;

import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSource;
import dev.coterie.media.wav.WavSource;
import java.nio.file.Path;

/// What alice speaks: a WAV file, as frames of one channel. Used by one thread.
final class Speech implements AutoCloseable {
  /// Shorter ones leave no room for three changes of keys.
  private static final int SHORTEST_SECONDS = 2;

  private static final int LONGEST_SECONDS = 600;

  private final PcmSource source;
  private final short[] both;

  private Speech(PcmSource source) {
    this.source = source;
    this.both = new short[Pcm.FRAME * source.channels()];
  }

  static Speech open(Path file) {
    return new Speech(WavSource.open(file));
  }

  /// How many frames a file has.
  ///
  /// @throws IllegalArgumentException if it cannot be spoken; the message says why
  static int frames(Path file) {
    try (var source = WavSource.open(file)) {
      long samples = source.samples();
      if (samples < (long) SHORTEST_SECONDS * Pcm.RATE
          || samples > (long) LONGEST_SECONDS * Pcm.RATE) {
        throw new IllegalArgumentException(
            "%.1f seconds long: a speech has %d to %d seconds"
                .formatted((double) samples / Pcm.RATE, SHORTEST_SECONDS, LONGEST_SECONDS));
      }
      return Math.toIntExact(Math.ceilDiv(samples, (long) Pcm.FRAME));
    } catch (MalformedException | RefusedException e) {
      throw new IllegalArgumentException("no WAV file that can be read: " + e.getMessage(), e);
    }
  }

  /// Fills a frame with the next 20 ms; two channels become their mean.
  ///
  /// @return whether there was anything left
  boolean read(short[] frame) {
    if (source.channels() == 1) {
      return source.read(frame);
    }
    boolean more = source.read(both);
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) ((both[2 * i] + both[2 * i + 1]) / 2);
    }
    return more;
  }

  @Override
  public void close() {
    source.close();
  }
}

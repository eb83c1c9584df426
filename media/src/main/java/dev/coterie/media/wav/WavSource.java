package dev.coterie.media.wav;

import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A WAV file as frames of 20 ms at 48 kHz, whatever its rate. Used by one thread.
public final class WavSource implements PcmSource {
  private static final int BLOCK = 1024;

  private final WavReader reader;
  private final Optional<Resampler> resampler;
  private final short[] input;
  private final short[] ready;
  private int from;
  private int to;
  private boolean ended;

  private WavSource(WavReader reader) {
    this.reader = reader;
    WavFormat format = reader.format();
    this.resampler =
        format.rate() == Pcm.RATE
            ? Optional.empty()
            : Optional.of(new Resampler(format.rate(), format.channels()));
    this.input = new short[BLOCK * format.channels()];
    this.ready = new short[resampler.map(r -> r.room(input.length)).orElse(input.length)];
  }

  /// Opens a file.
  ///
  /// @throws dev.coterie.codec.CoterieException as [WavReader#open(Path)] does
  public static WavSource open(Path file) {
    return of(WavReader.open(file));
  }

  /// Reads on from where a reader is. Closing closes the reader.
  public static WavSource of(WavReader reader) {
    return new WavSource(reader);
  }

  /// How long the whole file sounds, in samples of 48 kHz.
  public long samples() {
    return Math.ceilDiv(reader.samples() * Pcm.RATE, (long) reader.format().rate());
  }

  @Override
  public int channels() {
    return reader.format().channels();
  }

  @Override
  public boolean read(short[] frame) {
    if (frame.length != Pcm.FRAME * channels()) {
      throw new IllegalArgumentException(frame.length + " samples");
    }
    int done = 0;
    while (done < frame.length && (from < to || refill())) {
      int part = Math.min(to - from, frame.length - done);
      System.arraycopy(ready, from, frame, done, part);
      from += part;
      done += part;
    }
    Arrays.fill(frame, done, frame.length, (short) 0);
    return done > 0;
  }

  /// Whether there is more.
  private boolean refill() {
    from = 0;
    to = 0;
    while (to == 0 && !ended) {
      int got = reader.read(input);
      ended = got == 0;
      if (resampler.isEmpty()) {
        System.arraycopy(input, 0, ready, 0, got);
        to = got;
      } else {
        Resampler r = resampler.get();
        to = ended ? r.finish(ready) : r.process(input, got, ready);
      }
    }
    return to > 0;
  }

  @Override
  public void close() {
    reader.close();
  }
}

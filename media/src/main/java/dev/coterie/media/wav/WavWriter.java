package dev.coterie.media.wav;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a WAV file of 16-bit PCM at 48 kHz. Every second of sound the samples are written and
/// then the lengths in the header, so that a process that dies leaves a file that plays up to
/// there. Used by one thread.
public final class WavWriter implements PcmSink {
  private static final int HEADER = 44;
  private static final long MOST = 0xffff_ffffL - HEADER;

  private final Path path;
  private final FileChannel file;
  private final int channels;
  private final long most;
  private final ByteBuffer buffer;
  private long written;

  private WavWriter(Path path, FileChannel file, int channels, long most) {
    this.path = path;
    this.file = file;
    this.channels = channels;
    this.most = most;
    this.buffer =
        ByteBuffer.allocate(Pcm.RATE * channels * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Makes a new file; one that is there already is not touched.
  ///
  /// @throws UnavailableException if it cannot be made
  public static WavWriter create(Path path, int channels) {
    return create(path, channels, MOST);
  }

  /// @param most octets of samples
  static WavWriter create(Path path, int channels, long most) {
    if (channels != 1 && channels != 2) {
      throw new IllegalArgumentException("channels " + channels);
    }
    try {
      var options =
          new StandardOpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
      var file = FileChannel.open(path, options);
      var writer = new WavWriter(path, file, channels, most);
      writer.put(header(channels), 0);
      return writer;
    } catch (IOException e) {
      throw new UnavailableException(path.toString(), e);
    }
  }

  private static ByteBuffer header(int channels) {
    int block = channels * Short.BYTES;
    return ByteBuffer.allocate(HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name("RIFF"))
        .putInt(HEADER - 8)
        .put(name("WAVEfmt "))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) channels)
        .putInt(Pcm.RATE)
        .putInt(Pcm.RATE * block)
        .putShort((short) block)
        .putShort((short) (8 * Short.BYTES))
        .put(name("data"))
        .putInt(0)
        .flip();
  }

  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void put(ByteBuffer octets, long at) throws IOException {
    long place = at;
    while (octets.hasRemaining()) {
      place += file.write(octets, place);
    }
  }

  /// The file.
  public Path path() {
    return path;
  }

  /// Samples per channel so far.
  public long samples() {
    return (written + buffer.position()) / channels / Short.BYTES;
  }

  @Override
  public int channels() {
    return channels;
  }

  /// Adds samples.
  ///
  /// @throws RefusedException with [WavRule#FULL], having added nothing, if they do not fit
  @Override
  public void write(short[] samples) {
    if (samples.length % channels != 0) {
      throw new IllegalArgumentException(samples.length + " samples for " + channels);
    }
    long octets = (long) samples.length * Short.BYTES;
    if (written + buffer.position() + octets > most) {
      throw new RefusedException(WavRule.FULL, path.toString());
    }
    for (short sample : samples) {
      buffer.putShort(sample);
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  /// Adds silence.
  ///
  /// @param samples for each channel
  public void writeSilence(long samples) {
    var some = new short[(int) Math.min(samples, Pcm.RATE) * channels];
    for (long left = samples; left > 0; left -= Pcm.RATE) {
      write(left >= Pcm.RATE ? some : new short[(int) left * channels]);
    }
  }

  /// Writes what is held back, and then the lengths: first the outer one, which may be too long.
  public void flush() {
    if (buffer.position() == 0) {
      return;
    }
    try {
      int size = buffer.position();
      put(buffer.flip(), HEADER + written);
      buffer.clear();
      written += size;
      put(number(HEADER - 8 + written), 4);
      put(number(written), HEADER - 4);
    } catch (IOException e) {
      throw new UnavailableException(path.toString(), e);
    }
  }

  private static ByteBuffer number(long value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).flip();
  }

  @Override
  public void close() {
    if (!file.isOpen()) {
      return;
    }
    try (file) {
      flush();
    } catch (IOException e) {
      throw new UnavailableException(path.toString(), e);
    }
  }
}

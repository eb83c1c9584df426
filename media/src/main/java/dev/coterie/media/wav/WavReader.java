package dev.coterie.media.wav;

import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.media.Pcm;
import dev.coterie.media.wav.WavFormat.Encoding;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a WAV file from its start, in fixed memory. Strict: what does not add up is refused, with
/// the chunk and the place; chunks of other kinds are skipped. What follows the samples is not
/// looked at. Used by one thread.
public final class WavReader implements AutoCloseable {
  /// Chunks before the samples.
  private static final int MAX_CHUNKS = 1_000;

  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xfffe;

  /// The end of the identifiers of PCM and float in an extensible format.
  private static final byte[] SUBFORMAT = {
    0, 0, 0, 0, 16, 0, (byte) 128, 0, 0, (byte) 170, 0, 56, (byte) 155, 113
  };

  private final ChunkInput in;
  private final WavFormat format;
  private final long blocks;
  private final byte[] buffer;
  private long left;

  private WavReader(ChunkInput in, WavFormat format, long blocks) {
    this.in = in;
    this.format = format;
    this.blocks = blocks;
    this.left = blocks;
    this.buffer = new byte[1024 * format.blockSize()];
  }

  /// Opens a file and sees that its samples are all there.
  ///
  /// @throws MalformedException if it is no whole WAV file
  /// @throws RefusedException with a [WavRule] if it is of a kind that is not read
  /// @throws UnavailableException if it cannot be read
  public static WavReader open(Path file) {
    InputStream stream = null;
    try {
      long size = Files.size(file);
      stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      WavReader reader = read(stream);
      long end = reader.in.at() + reader.blocks * reader.format.blockSize();
      if (end > size) {
        throw reader.in.malformed("data", "the file ends " + (end - size) + " octets too early");
      }
      stream = null;
      return reader;
    } catch (IOException e) {
      throw new UnavailableException(file.toString(), e);
    } finally {
      closeQuietly(stream);
    }
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable InputStream stream) {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException _) {
      // it was only read from, and the reason for giving it up is on its way
    }
  }

  /// Reads up to the first sample. Closing the reader closes the stream.
  ///
  /// @throws MalformedException if it is no WAV file
  /// @throws RefusedException with a [WavRule] if it is of a kind that is not read
  public static WavReader read(InputStream stream) {
    var in = new ChunkInput(stream);
    if (!"RIFF".equals(name(in, "RIFF header"))) {
      throw in.malformed("RIFF header", "not a WAV file");
    }
    long riffEnd = in.uint32("RIFF header") + 8;
    if (!"WAVE".equals(name(in, "RIFF header"))) {
      throw in.malformed("RIFF header", "a RIFF file that is not a WAV file");
    }
    Optional<WavFormat> format = Optional.empty();
    for (int i = 0; i < MAX_CHUNKS; i++) {
      if (in.at() + 8 > riffEnd) {
        throw in.malformed("RIFF header", "no data chunk");
      }
      String chunk = name(in, "chunk header");
      long size = in.uint32(chunk);
      if (size > riffEnd - in.at()) {
        throw in.malformed(chunk, "it is longer than the file says it is itself");
      }
      switch (chunk) {
        case "fmt " -> {
          if (format.isPresent()) {
            throw in.malformed(chunk, "a second one");
          }
          format = Optional.of(format(in, size));
        }
        case "data" -> {
          ChunkInput at = in;
          WavFormat known = format.orElseThrow(() -> at.malformed(chunk, "no fmt chunk before it"));
          if (size % known.blockSize() != 0) {
            throw in.malformed(chunk, "not a whole number of samples");
          }
          return new WavReader(in, known, size / known.blockSize());
        }
        default -> in.skip(chunk, size + size % 2);
      }
    }
    throw in.malformed("chunk header", "more than " + MAX_CHUNKS + " chunks before the samples");
  }

  private static String name(ChunkInput in, String what) {
    byte[] name = in.take(what, 4);
    for (byte b : name) {
      if (b < ' ' || b > '~') {
        throw in.malformed(what, "a name that is not text");
      }
    }
    return new String(name, StandardCharsets.US_ASCII);
  }

  private static WavFormat format(ChunkInput in, long size) {
    String chunk = "fmt ";
    if (size < 16 || size > 128) {
      throw in.malformed(chunk, size + " octets");
    }
    byte[] octets = in.take(chunk, (int) (size + size % 2));
    int tag = ChunkInput.little(octets, 0, 2) & 0xffff;
    int channels = ChunkInput.little(octets, 2, 2) & 0xffff;
    int rate = ChunkInput.little(octets, 4, 4);
    int bits = ChunkInput.little(octets, 14, 2) & 0xffff;
    if (size > 16 && (size < 18 || size != 18 + (ChunkInput.little(octets, 16, 2) & 0xffff))) {
      throw in.malformed(chunk, "its extension has another length than it says");
    }
    if (tag == EXTENSIBLE) {
      tag = subformat(in, octets, size, bits);
    }
    var format = new WavFormat(encoding(tag, bits), channels, rate);
    if ((ChunkInput.little(octets, 12, 2) & 0xffff) != format.blockSize()
        || ChunkInput.little(octets, 8, 4) != rate * format.blockSize()) {
      throw in.malformed(chunk, "block size or octets per second contradict the rest");
    }
    return format;
  }

  private static int subformat(ChunkInput in, byte[] octets, long size, int bits) {
    if (size < 40) {
      throw in.malformed("fmt ", "an extensible format without its extension");
    }
    for (int i = 0; i < SUBFORMAT.length; i++) {
      if (octets[26 + i] != SUBFORMAT[i]) {
        throw new RefusedException(WavRule.ENCODING, "a format of somebody's own");
      }
    }
    if ((ChunkInput.little(octets, 18, 2) & 0xffff) != bits) {
      throw new RefusedException(WavRule.ENCODING, "samples with unused bits");
    }
    return ChunkInput.little(octets, 24, 2) & 0xffff;
  }

  private static Encoding encoding(int tag, int bits) {
    if (tag == PCM && bits == 16) {
      return Encoding.PCM_16;
    }
    if (tag == PCM && bits == 24) {
      return Encoding.PCM_24;
    }
    if (tag == FLOAT && bits == 32) {
      return Encoding.FLOAT_32;
    }
    throw new RefusedException(WavRule.ENCODING, "format " + tag + " of " + bits + " bits");
  }

  /// What the file holds.
  public WavFormat format() {
    return format;
  }

  /// Samples per channel in the whole file.
  public long samples() {
    return blocks;
  }

  /// Reads on, as samples of 16 bits.
  ///
  /// @param into samples of all channels in turn; as long as it is, or shorter at the end
  /// @return how many samples came, counting each channel; 0 at the end
  /// @throws MalformedException if the file ends before it says
  public int read(short[] into) {
    int done = 0;
    while (left > 0 && done + format.channels() <= into.length) {
      int room = (into.length - done) / format.channels();
      int want = (int) Math.min(left, Math.min(room, 1024));
      int got = in.read(buffer, want * format.blockSize());
      if (got < want * format.blockSize()) {
        long missing = left * format.blockSize() - got;
        throw in.malformed("data", "the file ends " + missing + " octets too early");
      }
      decode(into, done, want * format.channels());
      done += want * format.channels();
      left -= want;
    }
    return done;
  }

  private void decode(short[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] =
          switch (format.encoding()) {
            case PCM_16 -> (short) ChunkInput.little(buffer, 2 * i, 2);
            case PCM_24 -> Pcm.clamp((ChunkInput.little(buffer, 3 * i, 3) + 128) >> 8);
            case FLOAT_32 ->
                Pcm.round(Float.intBitsToFloat(ChunkInput.little(buffer, 4 * i, 4)) * 32768f);
          };
    }
  }

  @Override
  public void close() {
    in.close();
  }
}

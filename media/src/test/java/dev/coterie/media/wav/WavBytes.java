package dev.coterie.media.wav;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Builds WAV files, right and wrong ones.
final class WavBytes {
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

  /// A format chunk of 16 octets.
  static byte[] format(int tag, int channels, int rate, int bits) {
    int block = channels * bits / 8;
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) tag)
        .putShort((short) channels)
        .putInt(rate)
        .putInt(rate * block)
        .putShort((short) block)
        .putShort((short) bits)
        .array();
  }

  /// An extensible format chunk.
  static byte[] extensible(int tag, int channels, int rate, int bits, int validBits) {
    return ByteBuffer.allocate(40)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(format(0xfffe, channels, rate, bits))
        .putShort((short) 22)
        .putShort((short) validBits)
        .putInt(3)
        .putShort((short) tag)
        .put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b})
        .put((byte) 0x71)
        .array();
  }

  WavBytes chunk(String name, byte[] octets) {
    return chunk(name, octets.length, octets);
  }

  /// @param length what the chunk says of itself
  WavBytes chunk(String name, long length, byte[] octets) {
    chunks.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    chunks.writeBytes(number(length));
    chunks.writeBytes(octets);
    if (octets.length % 2 != 0) {
      chunks.write(0);
    }
    return this;
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array();
  }

  byte[] file() {
    return file(chunks.size() + 4L);
  }

  /// @param length what the file says of itself
  byte[] file(long length) {
    var file = new ByteArrayOutputStream();
    file.writeBytes("RIFF".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(number(length));
    file.writeBytes("WAVE".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(chunks.toByteArray());
    return file.toByteArray();
  }

  /// Samples of 16 bits.
  static byte[] samples(short... samples) {
    var octets = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : samples) {
      octets.putShort(sample);
    }
    return octets.array();
  }
}

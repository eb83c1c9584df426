package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.StreamId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Headers without flags, and payloads of Opus, which nearly all are: read and written many times a
/// second, so without the general machinery. Whatever does not look like that is left to
/// [MediaHeader#FORM] and [AudioPayload#FORM], which say the same of all others. Not thread-safe:
/// it has one owner.
final class UsualForm {
  /// Map of four, magic, stream type 1, key 2.
  private static final byte[] HEADER = HexFormat.of().parseHex("a4006467627032010102");

  /// Map of three, kind 0, key 1.
  private static final byte[] PAYLOAD = HexFormat.of().parseHex("a3000001");

  private static final int LONGEST_NUMBER = 9;
  private static final int SEQUENCE_KEY = 4;
  private static final int OPUS_KEY = 2;
  private static final int UINT = 0;
  private static final int BYTES = 0x40;

  private byte[] octets = new byte[0];
  private int at;
  private int end;

  /// The header with an encoding, if it is a usual one.
  @Nullable MediaHeader header(Bytes encoding) {
    start(encoding);
    if (!skip(HEADER)) {
      return null;
    }
    long stream = number(UINT);
    if (stream < 0 || stream >= StreamId.LIMIT || !skip(SEQUENCE_KEY)) {
      return null;
    }
    long sequence = number(UINT);
    return sequence >= 1 && at == end
        ? new MediaHeader(StreamId.of(stream), Set.of(), sequence)
        : null;
  }

  /// The payload with an encoding, if it is a usual one.
  @Nullable AudioPayload payload(Bytes encoding) {
    start(encoding);
    if (!skip(PAYLOAD)) {
      return null;
    }
    long timestamp = number(UINT);
    if (timestamp < 0 || timestamp >= AudioPayload.TIMESTAMPS || !skip(OPUS_KEY)) {
      return null;
    }
    long size = number(BYTES);
    return size >= 1 && size <= AudioPayload.MAX_OPUS && size == end - at
        ? new AudioPayload(timestamp, encoding.slice(encoding.size() - (int) size))
        : null;
  }

  /// The encoding of a header without flags.
  Bytes header(StreamId stream, long sequence) {
    begin(HEADER, 2 * LONGEST_NUMBER + 1);
    number(UINT, stream.value());
    octets[at++] = SEQUENCE_KEY;
    number(UINT, sequence);
    return written();
  }

  /// The encoding of a payload.
  Bytes payload(AudioPayload payload) {
    begin(PAYLOAD, 2 * LONGEST_NUMBER + 1 + payload.opus().size());
    number(UINT, payload.timestamp());
    octets[at++] = OPUS_KEY;
    number(BYTES, payload.opus().size());
    payload.opus().copyTo(octets, at);
    at += payload.opus().size();
    return written();
  }

  private void start(Bytes encoding) {
    encoding.lend(
        (array, from, size) -> {
          octets = array;
          at = from;
          end = from + size;
          return size;
        });
  }

  private boolean skip(byte[] prefix) {
    if (end - at < prefix.length
        || !Arrays.equals(octets, at, at + prefix.length, prefix, 0, prefix.length)) {
      return false;
    }
    at += prefix.length;
    return true;
  }

  private boolean skip(int key) {
    return at < end && octets[at++] == key;
  }

  /// Reads a number in its shortest form, with a major type; negative if there is none.
  private long number(int type) {
    if (at == end || (octets[at] & 0xe0) != type) {
      return -1;
    }
    int first = octets[at++] & 0x1f;
    if (first < 24) {
      return first;
    }
    int size = 1 << (first - 24);
    if (first > 27 || end - at < size) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << Byte.SIZE | (octets[at++] & 0xff);
    }
    return value >= 0 && following(value) == size ? value : -1;
  }

  private void begin(byte[] prefix, int more) {
    octets = Arrays.copyOf(prefix, prefix.length + more);
    at = prefix.length;
  }

  private void number(int type, long value) {
    int size = following(value);
    if (size == 0) {
      octets[at++] = (byte) (type | (int) value);
      return;
    }
    octets[at++] = (byte) (type | (24 + Integer.numberOfTrailingZeros(size)));
    for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      octets[at++] = (byte) (value >>> shift);
    }
  }

  /// How many octets follow the first one of a number.
  private static int following(long value) {
    if (value < 24) {
      return 0;
    }
    int octets = (Long.SIZE - Long.numberOfLeadingZeros(value) + Byte.SIZE - 1) / Byte.SIZE;
    return octets <= 1 ? 1 : Integer.highestOneBit(octets - 1) << 1;
  }

  private Bytes written() {
    return Bytes.wrap(octets).slice(0, at);
  }
}

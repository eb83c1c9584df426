package dev.coterie.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import java.util.Set;

/// The fields that headers and marks share, each read and written in one place. `docs/gbp2.md` §3.
final class HeaderFields {
  static final String MAGIC = "gbp2";
  static final int MAX_OCTETS = 256;

  private HeaderFields() {}

  static void readMagic(KeyedReader in) {
    var magic = in.take(0, "magic", item -> item.text(0, MAX_OCTETS));
    if (!magic.equals(MAGIC)) {
      throw in.malformed("magic", "not " + MAGIC);
    }
  }

  static void writeMagic(KeyedWriter out) {
    out.text(0, MAGIC);
  }

  static StreamType readType(KeyedReader in) {
    int code = in.take(1, "stream type", item -> item.integer(0, Integer.MAX_VALUE));
    return StreamType.of(code)
        .orElseThrow(() -> in.malformed("stream type", "unknown number " + code));
  }

  static StreamId readStream(KeyedReader in) {
    return StreamId.of(in.take(2, "stream id", item -> item.uint(0, StreamId.LIMIT - 1)));
  }

  static Set<Flag> readFlags(KeyedReader in) {
    int bits = in.takeUnless(0, 3, "flags", item -> item.integer(0, Integer.MAX_VALUE));
    return in.make(() -> Flag.ofBits(bits));
  }

  static long readSequence(KeyedReader in) {
    return in.take(4, "sequence", item -> item.uint(1, Long.MAX_VALUE));
  }

  static LogPosition readPosition(KeyedReader in) {
    long sequence = in.take(6, "log sequence", item -> item.uint(0, Long.MAX_VALUE));
    Bytes head =
        in.take(7, "log head", item -> item.bytes(LogPosition.HEAD_SIZE, LogPosition.HEAD_SIZE))
            .detached();
    return new LogPosition(sequence, head);
  }

  static void writePosition(LogPosition position, KeyedWriter out) {
    out.uint(6, position.sequence()).bytes(7, position.head());
  }

  static void checkSequence(long sequence) {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence " + sequence);
    }
  }
}

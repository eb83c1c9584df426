package dev.coterie.gbp.control;

import dev.coterie.codec.CborWriter;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.form.Item;
import dev.coterie.gbp.form.KeyedWriter;
import java.util.List;

/// Names a message by its place: the stream and its number there. `docs/gbp2.md` §10.
///
/// @param type what the stream carries
/// @param stream whose stream, in the epoch in which the subject is named
/// @param sequence the message's number, from 1
public record Subject(StreamType type, StreamId stream, long sequence) {
  /// Checks the range.
  public Subject {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence " + sequence);
    }
  }

  /// The message that a header belongs to.
  public static Subject of(GbpHeader header) {
    return new Subject(header.type(), header.stream(), header.sequence());
  }

  static Subject read(Item item) {
    return item.tuple(
        3,
        parts -> {
          int type = parts.named("stream type").integer(0, 3);
          long stream = parts.named("stream id").uint(0, StreamId.LIMIT - 1);
          long sequence = parts.named("sequence").uint(1, Long.MAX_VALUE);
          return new Subject(StreamType.of(type).orElseThrow(), StreamId.of(stream), sequence);
        });
  }

  void write(CborWriter out) {
    KeyedWriter.tuple(
        out,
        List.of(
            to -> to.uint(type.code()), to -> to.uint(stream.value()), to -> to.uint(sequence)));
  }
}

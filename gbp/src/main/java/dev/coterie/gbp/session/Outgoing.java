package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.Flag;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import java.util.Set;

/// A message with its number, ready to be kept in an outbox until it is confirmed. However often it
/// is sealed, all of this stays the same.
///
/// @param type what the stream carries
/// @param stream our stream
/// @param flags what we say about the message
/// @param sequence its number in the stream, from 1
/// @param payload what is said
public record Outgoing(
    StreamType type, StreamId stream, Set<Flag> flags, long sequence, Bytes payload) {
  /// Its stored form.
  public static final KeyedForm<Outgoing> FORM =
      new KeyedForm<>(
          "outgoing message", StreamType.TEXT.maxPayload() + 64, Outgoing::read, Outgoing::write);

  /// Checks the ranges and copies the set.
  public Outgoing {
    if (type == StreamType.AUDIO) {
      throw new IllegalArgumentException("audio never travels inside an application message");
    }
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence " + sequence);
    }
    if (payload.size() > type.maxPayload()) {
      throw new IllegalArgumentException("payload of " + payload.size() + " octets");
    }
    flags = Set.copyOf(flags);
  }

  private static Outgoing read(KeyedReader in) {
    int type = in.take(0, "stream type", item -> item.integer(0, 3));
    long stream = in.take(1, "stream id", item -> item.uint(0, StreamId.LIMIT - 1));
    int flags = in.takeUnless(0, 2, "flags", item -> item.integer(0, 255));
    long sequence = in.take(3, "sequence", item -> item.uint(1, Long.MAX_VALUE));
    Bytes payload = in.take(4, "payload", item -> item.bytes(0, StreamType.TEXT.maxPayload()));
    return in.make(
        () ->
            new Outgoing(
                StreamType.of(type).orElseThrow(),
                StreamId.of(stream),
                Flag.ofBits(flags),
                sequence,
                payload));
  }

  private void write(KeyedWriter out) {
    out.uint(0, type.code())
        .uint(1, stream.value())
        .uintUnlessZero(2, Flag.toBits(flags))
        .uint(3, sequence)
        .bytes(4, payload);
  }
}

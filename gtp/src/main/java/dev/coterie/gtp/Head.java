package dev.coterie.gtp;

import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What every message begins with.
///
/// @param id names the message among its sender's
/// @param sentAt the sender's clock, whole milliseconds from 1970 to 9999: a claim that orders
///   nothing
/// @param flags what the sender asks of those who keep it
/// @param replyTo the message that it answers
public record Head(
    MessageId id, Optional<Instant> sentAt, Set<MessageFlag> flags, Optional<MessageRef> replyTo) {
  private static final long MAX_MILLIS = 253_402_300_799_999L;

  /// Checks the time and copies the set.
  public Head {
    flags = Set.copyOf(flags);
    sentAt.ifPresent(
        time -> {
          long millis = time.toEpochMilli();
          if (millis < 0 || millis > MAX_MILLIS || !Instant.ofEpochMilli(millis).equals(time)) {
            throw new IllegalArgumentException("sent at " + time);
          }
        });
  }

  /// A head that says nothing but the id.
  public static Head of(MessageId id) {
    return new Head(id, Optional.empty(), Set.of(), Optional.empty());
  }

  /// The same with a time, cut to milliseconds.
  public Head at(Instant time) {
    var cut = Instant.ofEpochMilli(time.toEpochMilli());
    return new Head(id, Optional.of(cut), flags, replyTo);
  }

  /// The same with other flags.
  public Head with(Set<MessageFlag> others) {
    return new Head(id, sentAt, others, replyTo);
  }

  /// The same as an answer.
  public Head answering(MessageRef message) {
    return new Head(id, sentAt, flags, Optional.of(message));
  }

  static Head read(KeyedReader in) {
    var id = in.take(1, "message id", item -> item.bytes(MessageId.SIZE, MessageId.SIZE));
    var sentAt = in.maybe(2, "sent at", item -> Instant.ofEpochMilli(item.uint(0, MAX_MILLIS)));
    int bits = in.takeUnless(0, 3, "flags", item -> item.integer(0, 255));
    var replyTo = in.maybe(4, "reply to", MessageRef::read);
    return in.make(
        () -> new Head(new MessageId(id.detached()), sentAt, MessageFlag.ofBits(bits), replyTo));
  }

  void write(KeyedWriter out) {
    out.bytes(1, id.value())
        .maybe(2, sentAt, (time, to) -> to.uint(time.toEpochMilli()))
        .uintUnlessZero(3, MessageFlag.toBits(flags))
        .maybe(4, replyTo, MessageRef::write);
  }
}

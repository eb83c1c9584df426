package dev.coterie.client.group;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.gbp.session.Outgoing;
import dev.coterie.gtp.MessageId;
import dev.coterie.mls.message.Epoch;
import java.util.Optional;

/// A text that was said and is not yet confirmed.
///
/// @param order its place among our own
/// @param messageId the same on every attempt
/// @param message number and encoded text, the same on every attempt
/// @param attempts how often it was sealed
/// @param sealing its present form on the wire
public record OutboxRow(
    long order, MessageId messageId, Outgoing message, int attempts, Optional<Sealing> sealing) {
  /// The row's form.
  public static final Codec<OutboxRow> CODEC = StoredForm.of(OutboxRow::read, OutboxRow::write);

  /// A sealed form.
  ///
  /// @param hubId the id of the append
  /// @param epoch the only epoch in which it counts
  /// @param generation the message key it used
  /// @param message the MLSMessage
  public record Sealing(Bytes hubId, Epoch epoch, long generation, Bytes message) {
    private static Sealing read(WireReader in) {
      return new Sealing(
          in.opaque("hub_id"),
          new Epoch(in.uint64("epoch")),
          in.uint64("generation"),
          in.opaque("message"));
    }

    private void write(WireWriter out) {
      out.opaque(hubId).uint64(epoch.value()).uint64(generation).opaque(message);
    }
  }

  OutboxRow sealed(Sealing form) {
    return new OutboxRow(order, messageId, message, attempts + 1, Optional.of(form));
  }

  OutboxRow unsealed() {
    return new OutboxRow(order, messageId, message, attempts, Optional.empty());
  }

  private static OutboxRow read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    return new OutboxRow(
        in.uint64("order"),
        new MessageId(in.fixed("message_id", MessageId.SIZE)),
        Outgoing.FORM.decode(in.opaque("message")),
        (int) in.uint32("attempts"),
        in.optional("sealing", Sealing::read));
  }

  private void write(WireWriter out) {
    out.uint8(1)
        .uint64(order)
        .raw(messageId.value())
        .opaque(Outgoing.FORM.encode(message))
        .uint32(attempts)
        .optional(sealing, Sealing::write);
  }
}

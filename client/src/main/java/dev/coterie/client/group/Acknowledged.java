package dev.coterie.client.group;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Codec;
import dev.coterie.gtp.MessageId;

/// An own text that stands in the log.
///
/// @param messageId the text
/// @param sequence where it stands
public record Acknowledged(MessageId messageId, long sequence) {
  /// The row's form.
  public static final Codec<Acknowledged> CODEC =
      StoredForm.of(
          in ->
              new Acknowledged(
                  new MessageId(in.fixed("message_id", MessageId.SIZE)), in.uint64("sequence")),
          (value, out) -> out.raw(value.messageId.value()).uint64(value.sequence));
}

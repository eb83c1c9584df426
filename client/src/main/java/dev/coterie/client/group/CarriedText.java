package dev.coterie.client.group;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.gtp.MessageId;

/// A text on its way from a group that was replaced into its successor, by successor, order and
/// message id.
///
/// @param messageId the same as ever
/// @param payload the encoded text
public record CarriedText(MessageId messageId, Bytes payload) {
  /// The row's form.
  public static final Codec<CarriedText> CODEC =
      StoredForm.of(
          in -> {
            if (in.uint8("format") != 1) {
              throw in.malformed("format", "only format 1 is known");
            }
            return new CarriedText(
                new MessageId(in.fixed("message_id", MessageId.SIZE)), in.opaque("payload"));
          },
          (value, out) -> out.uint8(1).raw(value.messageId.value()).opaque(value.payload));
}

package dev.coterie.gtp;

import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// The payload of a text stream. Who sent it, MLS says. `docs/gbp2.md` §12.
public sealed interface GtpMessage
    permits TextMessage, BinaryMessage, Receipt, AttachmentMessage, ChunkMessage {
  /// Its one encoding. A kind that is not known is refused as [GtpRule#UNSUPPORTED_KIND] before
  /// anything else is looked at; whatever else does not fit is malformed.
  KeyedForm<GtpMessage> FORM =
      new KeyedForm<>(
          "text payload", StreamType.TEXT.maxPayload(), GtpMessage::read, GtpMessage::write);

  /// What every message begins with.
  Head head();

  /// The message's id.
  default MessageId id() {
    return head().id();
  }

  private static GtpMessage read(KeyedReader in) {
    int kind = in.take(0, "kind", item -> item.integer(0, Integer.MAX_VALUE));
    if (kind > ChunkMessage.KIND) {
      throw new RefusedException(GtpRule.UNSUPPORTED_KIND, "kind " + kind);
    }
    var head = Head.read(in);
    return switch (kind) {
      case TextMessage.KIND -> TextMessage.read(head, in);
      case BinaryMessage.KIND -> BinaryMessage.read(head, in);
      case Receipt.KIND -> Receipt.read(head, in);
      case AttachmentMessage.KIND -> AttachmentMessage.read(head, in);
      default -> ChunkMessage.read(head, in);
    };
  }

  private static void write(GtpMessage message, KeyedWriter out) {
    int kind =
        switch (message) {
          case TextMessage _ -> TextMessage.KIND;
          case BinaryMessage _ -> BinaryMessage.KIND;
          case Receipt _ -> Receipt.KIND;
          case AttachmentMessage _ -> AttachmentMessage.KIND;
          case ChunkMessage _ -> ChunkMessage.KIND;
        };
    out.uint(0, kind);
    message.head().write(out);
    switch (message) {
      case TextMessage text -> text.write(out);
      case BinaryMessage binary -> binary.write(out);
      case Receipt receipt -> receipt.write(out);
      case AttachmentMessage attachment -> attachment.write(out);
      case ChunkMessage chunk -> chunk.write(out);
    }
  }
}

package dev.coterie.vectors.gbp;

import dev.coterie.gtp.AttachmentMessage;
import dev.coterie.gtp.BinaryMessage;
import dev.coterie.gtp.ChunkMessage;
import dev.coterie.gtp.GtpMessage;
import dev.coterie.gtp.Head;
import dev.coterie.gtp.MediaType;
import dev.coterie.gtp.MessageFlag;
import dev.coterie.gtp.MessageId;
import dev.coterie.gtp.MessageRef;
import dev.coterie.gtp.Receipt;
import dev.coterie.gtp.TextMessage;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import java.time.Instant;

/// Payloads of text streams: `docs/gbp2.md` §12.
final class TextShapes {
  static final Shape<GtpMessage> TEXT =
      new Shape<>("text", GtpMessage.FORM, GtpMessage.class, TextShapes::show, TextShapes::read);

  private TextShapes() {}

  private static Json.Obj show(GtpMessage message) {
    return switch (message) {
      case TextMessage(var head, var form, var text) ->
          show("text", head)
              .with("form", Fields.text(form.name()))
              .with("text", Fields.text(text))
              .build();
      case BinaryMessage(var head, var type, var content) ->
          show("binary", head)
              .with("media_type", Fields.text(type.value()))
              .with("content", content)
              .build();
      case Receipt(var head, var status, var messages, var reason) ->
          show("receipt", head)
              .with("status", Fields.text(status.name()))
              .with("messages", messages.stream().map(TextShapes::show).toList())
              .with("reason", Fields.text(reason))
              .build();
      case AttachmentMessage attachment ->
          show("attachment", attachment.head())
              .with("file", Fields.text(attachment.name()))
              .with("media_type", Fields.text(attachment.type().value()))
              .with("size", attachment.size())
              .with("chunk_size", attachment.chunkSize())
              .with("hash", attachment.hash())
              .build();
      case ChunkMessage(var head, var attachment, var index, var data) ->
          show("chunk", head)
              .with("attachment", attachment.value())
              .with("index", index)
              .with("data", data)
              .build();
    };
  }

  private static Json.Builder show(String kind, Head head) {
    return Json.object()
        .with("kind", Fields.text(kind))
        .with("message_id", head.id().value())
        .with("sent_at", Fields.maybe(head.sentAt(), time -> new Json.Num(time.toEpochMilli())))
        .with("flags", MessageFlag.toBits(head.flags()))
        .with("reply_to", Fields.maybe(head.replyTo(), TextShapes::show));
  }

  private static Json.Obj show(MessageRef message) {
    return Json.object()
        .with("leaf", message.leaf().unsigned())
        .with("epoch", message.epoch().value())
        .with("message_id", message.id().value())
        .build();
  }

  private static GtpMessage read(Json.Obj in) {
    var head = head(in);
    return switch (in.text("kind")) {
      case "text" ->
          new TextMessage(head, TextMessage.Form.valueOf(in.text("form")), in.text("text"));
      case "binary" -> new BinaryMessage(head, media(in), in.hex("content"));
      case "receipt" ->
          new Receipt(
              head,
              Receipt.Status.valueOf(in.text("status")),
              in.array("messages").objects().stream().map(TextShapes::reference).toList(),
              in.text("reason"));
      case "attachment" ->
          new AttachmentMessage(
              head,
              in.text("file"),
              media(in),
              in.number("size"),
              in.small("chunk_size"),
              in.hex("hash"));
      case "chunk" ->
          new ChunkMessage(
              head, new MessageId(in.hex("attachment")), in.number("index"), in.hex("data"));
      default -> throw new VectorException("no kind " + in.text("kind"));
    };
  }

  private static Head head(Json.Obj in) {
    return new Head(
        new MessageId(in.hex("message_id")),
        Fields.maybe(in, "sent_at", time -> Instant.ofEpochMilli(Json.asNumber(time))),
        MessageFlag.ofBits(in.small("flags")),
        Fields.maybe(in, "reply_to", value -> reference(Json.asObject(value))));
  }

  private static MediaType media(Json.Obj in) {
    return new MediaType(in.text("media_type"));
  }

  private static MessageRef reference(Json.Obj in) {
    return new MessageRef(Fields.leaf(in), Fields.epoch(in), new MessageId(in.hex("message_id")));
  }
}

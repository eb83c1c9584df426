package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// A piece of an attachment.
///
/// @param head id, time, flags, what it answers
/// @param attachment id of the attachment's message, from the same sender
/// @param index which piece, from 0
/// @param data 1 to 1,048,576 octets
public record ChunkMessage(Head head, MessageId attachment, long index, Bytes data)
    implements GtpMessage {
  static final int KIND = 4;
  private static final long MAX_INDEX = 0xffff_ffffL;

  /// Checks the ranges.
  public ChunkMessage {
    if (index < 0 || index > MAX_INDEX) {
      throw new IllegalArgumentException("chunk " + index);
    }
    if (data.isEmpty() || data.size() > AttachmentMessage.MAX_CHUNK) {
      throw new IllegalArgumentException("chunk of " + data.size() + " octets");
    }
  }

  static ChunkMessage read(Head head, KeyedReader in) {
    var attachment = in.take(5, "attachment", item -> item.bytes(MessageId.SIZE, MessageId.SIZE));
    return new ChunkMessage(
        head,
        new MessageId(attachment.detached()),
        in.take(6, "index", item -> item.uint(0, MAX_INDEX)),
        in.take(7, "data", item -> item.bytes(1, AttachmentMessage.MAX_CHUNK)));
  }

  void write(KeyedWriter out) {
    out.bytes(5, attachment.value()).uint(6, index).bytes(7, data);
  }
}

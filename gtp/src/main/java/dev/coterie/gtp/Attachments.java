package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Makes an attachment's messages out of its octets.
public final class Attachments {
  private Attachments() {}

  /// The announcement of some octets.
  public static AttachmentMessage announce(
      Head head, String name, MediaType type, Bytes content, int chunkSize) {
    return new AttachmentMessage(head, name, type, content.size(), chunkSize, Digest.of(content));
  }

  /// The chunks that follow an announcement, in order.
  ///
  /// @param ids gives each chunk an id of its own
  public static List<ChunkMessage> split(
      AttachmentMessage attachment, Bytes content, Supplier<MessageId> ids) {
    if (content.size() != attachment.size()) {
      throw new IllegalArgumentException("not the content that was announced");
    }
    var chunks = new ArrayList<ChunkMessage>(attachment.chunks());
    for (int i = 0; i < attachment.chunks(); i++) {
      int from = i * attachment.chunkSize();
      var data = content.slice(from, from + attachment.sizeOf(i));
      chunks.add(new ChunkMessage(Head.of(ids.get()), attachment.id(), i, data));
    }
    return chunks;
  }
}

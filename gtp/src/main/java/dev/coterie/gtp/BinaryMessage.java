package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// Octets small enough to be a message.
///
/// @param head id, time, flags, what it answers
/// @param type what they are
/// @param content at most 1 MiB
public record BinaryMessage(Head head, MediaType type, Bytes content) implements GtpMessage {
  /// The longest content, in octets: 1 MiB.
  public static final int MAX_OCTETS = 1 << 20;

  static final int KIND = 1;

  /// Checks the length.
  public BinaryMessage {
    if (content.size() > MAX_OCTETS) {
      throw new IllegalArgumentException("content of " + content.size() + " octets");
    }
  }

  static BinaryMessage read(Head head, KeyedReader in) {
    var type = in.take(5, "media type", MediaType::read);
    var content = in.take(6, "content", item -> item.bytes(0, MAX_OCTETS));
    return in.make(() -> new BinaryMessage(head, new MediaType(type), content));
  }

  void write(KeyedWriter out) {
    out.text(5, type.value()).bytes(6, content);
  }
}

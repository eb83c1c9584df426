package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// The plaintext of a private message. RFC 9420 §6.3.1:
///
/// ```
/// struct { select (content_type) { ... }; FramedContentAuthData auth; opaque padding[length_of_padding]; } PrivateMessageContent;
/// ```
///
/// @param content what is said
/// @param auth its proof
/// @param padding how many zero bytes follow
public record PrivateMessageContent(Content content, FramedContentAuthData auth, int padding) {
  /// Refuses a proof that does not fit the content, and a negative length.
  public PrivateMessageContent {
    auth.requireFits(content.contentType());
    if (padding < 0) {
      throw new IllegalArgumentException("negative padding");
    }
  }

  /// The codec for one type of content: the type travels outside. Padding that is not zero is
  /// malformed.
  public static Codec<PrivateMessageContent> codec(ContentType type) {
    return Codec.of(in -> read(type, in), (value, out) -> write(value, type, out));
  }

  private static PrivateMessageContent read(ContentType type, WireReader in) {
    var content = Content.read(type, in);
    var auth = FramedContentAuthData.read(type, in);
    Bytes padding = in.fixed("padding", in.remaining());
    int union =
        padding.lend(
            (array, offset, length) -> {
              int bits = 0;
              for (int i = offset; i < offset + length; i++) {
                bits |= array[i];
              }
              return bits;
            });
    if (union != 0) {
      throw in.malformed("padding", "not all zero");
    }
    return new PrivateMessageContent(content, auth, padding.size());
  }

  private static void write(PrivateMessageContent value, ContentType type, WireWriter out) {
    if (value.content.contentType() != type) {
      throw new IllegalArgumentException("content of another type");
    }
    Content.write(value.content, out);
    FramedContentAuthData.write(value.auth, type, out);
    out.raw(Bytes.wrap(new byte[value.padding]));
  }
}

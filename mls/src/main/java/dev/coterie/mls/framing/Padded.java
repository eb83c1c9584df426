package dev.coterie.mls.framing;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.PrivateMessageContent;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.PaddingPolicy;

/// Signed content as it is encrypted. RFC 9420 §6.3.1.
///
/// @param content signed for a private message
/// @param plaintext with its padding
public record Padded(AuthenticatedContent content, Bytes plaintext) {
  /// Lengths, epoch, content type and the tag of the content; and all of the sender data.
  private static final int BESIDE = 96;

  /// Pads signed content.
  public static Padded of(AuthenticatedContent content, PaddingPolicy policy) {
    if (content.wireFormat() != WireFormat.PRIVATE_MESSAGE) {
      throw new IllegalArgumentException("the signature is for another envelope");
    }
    var body = content.content().content();
    var codec = PrivateMessageContent.codec(body.contentType());
    Bytes unpadded = codec.encode(new PrivateMessageContent(body, content.auth(), 0));
    int padding = policy.paddingFor(unpadded.size());
    return new Padded(
        content, padding == 0 ? unpadded : Bytes.concat(unpadded, Bytes.wrap(new byte[padding])));
  }

  /// How many bytes the AEAD works on for it, rounded up: what is encrypted, what is bound, and the
  /// sender data.
  public long weight() {
    return (long) plaintext.size()
        + content.content().authenticatedData().size()
        + 2L * content.content().groupId().value().size()
        + BESIDE;
  }

  /// Not what is in it.
  @Override
  public String toString() {
    return "Padded[" + plaintext.size() + " bytes]";
  }
}

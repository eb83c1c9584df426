package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.Optional;

/// A handshake that the delivery service can read. RFC 9420 §6.2:
///
/// ```
/// struct { FramedContent content; FramedContentAuthData auth;
///          select (content.sender.sender_type) { case member: MAC membership_tag; ... }; } PublicMessage;
/// ```
///
/// @param content what is said
/// @param auth its proof
/// @param membershipTag from members, and only from them
public record PublicMessage(
    FramedContent content, FramedContentAuthData auth, Optional<Bytes> membershipTag)
    implements MlsMessage {
  /// The codec of the bare structure.
  public static final Codec<PublicMessage> CODEC =
      Codec.of(PublicMessage::read, PublicMessage::write);

  /// Refuses a proof or a tag that does not fit content and sender.
  public PublicMessage {
    auth.requireFits(content.content().contentType());
    if (membershipTag.isPresent() != content.sender() instanceof Sender.Member) {
      throw new IllegalArgumentException("a membership tag belongs to members, and only to them");
    }
  }

  private static PublicMessage read(WireReader in) {
    var content = FramedContent.CODEC.read(in);
    var auth = FramedContentAuthData.read(content.content().contentType(), in);
    Optional<Bytes> tag =
        content.sender() instanceof Sender.Member
            ? Optional.of(in.opaque("membership_tag"))
            : Optional.empty();
    return new PublicMessage(content, auth, tag);
  }

  private static void write(PublicMessage message, WireWriter out) {
    FramedContent.CODEC.write(message.content, out);
    FramedContentAuthData.write(message.auth, message.content.content().contentType(), out);
    message.membershipTag.ifPresent(out::opaque);
  }

  /// The content with its proof, out of this envelope.
  public AuthenticatedContent authenticatedContent() {
    return new AuthenticatedContent(WireFormat.PUBLIC_MESSAGE, content, auth);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.PUBLIC_MESSAGE;
  }
}

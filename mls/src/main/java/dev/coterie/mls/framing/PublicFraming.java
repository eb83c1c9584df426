package dev.coterie.mls.framing;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.schedule.Tags;
import java.util.Optional;

/// Handshakes that the delivery service may read. RFC 9420 §6.2.
///
/// @param crypto of the group's suite
/// @param context of the epoch
/// @param membershipKey of the epoch; lent
public record PublicFraming(SuiteCrypto crypto, GroupContext context, Secret membershipKey) {
  /// Puts signed content into its envelope; a member's content gets its tag.
  ///
  /// @throws RefusedException for application data
  public PublicMessage seal(AuthenticatedContent content) {
    if (content.wireFormat() != WireFormat.PUBLIC_MESSAGE) {
      throw new IllegalArgumentException("the signature is for another envelope");
    }
    requireHandshake(content.content().content().contentType());
    return new PublicMessage(
        content.content(),
        content.auth(),
        content.content().sender() instanceof Sender.Member
            ? Optional.of(crypto.mac(membershipKey, content.tbm(context)))
            : Optional.empty());
  }

  /// Checks a received message: its epoch, kind, sender, tag and signature, in this order.
  ///
  /// @throws RefusedException that names the first check that fails
  public AuthenticatedContent open(PublicMessage message, SenderKeys keys) {
    var content = message.content();
    Envelope.requireHere(context, content.groupId(), content.epoch());
    requireHandshake(content.content().contentType());
    var key = ContentSignature.keyFor(content, keys);
    var authenticated = message.authenticatedContent();
    message
        .membershipTag()
        .filter(tag -> !Tags.match(crypto, membershipKey, authenticated.tbm(context), tag))
        .ifPresent(
            _ -> {
              throw new RefusedException(FramingRule.MEMBERSHIP_TAG, "tag of " + content.sender());
            });
    if (!ContentSignature.verify(crypto, key, authenticated, context)) {
      throw new RefusedException(FramingRule.SIGNATURE, "signature of " + content.sender());
    }
    return authenticated;
  }

  private static void requireHandshake(ContentType type) {
    if (type == ContentType.APPLICATION) {
      throw new RefusedException(FramingRule.APPLICATION_IN_PUBLIC, "application data");
    }
  }
}

package dev.coterie.mls.framing;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.FramingRule;
import java.util.Optional;

/// Signatures on framed content. RFC 9420 §6.1.
public final class ContentSignature {
  private static final String LABEL = "FramedContentTBS";

  private ContentSignature() {}

  /// Signs content for the envelope that will really be used.
  ///
  /// @param context of the epoch in which it is said
  public static Bytes sign(
      SuiteCrypto crypto,
      SignaturePrivateKey key,
      WireFormat format,
      FramedContent content,
      GroupContext context) {
    return crypto.signWithLabel(key, LABEL, content.tbs(format, context));
  }

  /// Signs content of somebody outside, who does not sign the group context.
  public static Bytes signOutside(
      SuiteCrypto crypto, SignaturePrivateKey key, WireFormat format, FramedContent content) {
    return crypto.signWithLabel(key, LABEL, content.tbs(format));
  }

  /// Whether the signature is that of `key`.
  ///
  /// @param context of the epoch in which it was said
  public static boolean verify(
      SuiteCrypto crypto,
      SignaturePublicKey key,
      AuthenticatedContent content,
      GroupContext context) {
    return crypto.verifyWithLabel(
        key,
        LABEL,
        content.content().tbs(content.wireFormat(), context),
        content.auth().signature());
  }

  /// The key that must have signed.
  ///
  /// @throws RefusedException if the sender is nobody
  static SignaturePublicKey keyFor(FramedContent content, SenderKeys keys) {
    return switch (content.sender()) {
      case Sender.Member(var leaf) ->
          (leaf.isAddressable() ? keys.member(leaf) : Optional.<SignaturePublicKey>empty())
              .orElseThrow(() -> refused(FramingRule.SENDER_NOT_MEMBER, "leaf " + leaf));
      case Sender.External(var index) ->
          keys.external(index)
              .orElseThrow(() -> refused(FramingRule.NO_SUCH_EXTERNAL_SENDER, "sender " + index));
      case Sender.NewMemberProposal() -> {
        if (content.content() instanceof Proposal.Add(var keyPackage)) {
          yield keyPackage.leafNode().signatureKey();
        }
        throw refused(FramingRule.SENDER_NOT_MEMBER, "a new member proposes only its Add");
      }
      case Sender.NewMemberCommit() -> {
        if (content.content() instanceof Commit(_, var path) && path.isPresent()) {
          yield path.orElseThrow().leafNode().signatureKey();
        }
        throw refused(FramingRule.SENDER_NOT_MEMBER, "a new member commits with a path");
      }
    };
  }

  private static RefusedException refused(FramingRule rule, String detail) {
    return new RefusedException(rule, detail);
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.framing.Padded;
import dev.coterie.mls.framing.PrivateFraming;
import dev.coterie.mls.framing.PublicFraming;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Content;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.SendingKey;
import java.util.Optional;

/// Signs what we propose and commit, and puts it into the envelope that the group uses.
final class HandshakeSealer {
  private final SuiteCrypto crypto;
  private final Identity identity;
  private final GroupState state;
  private final RandomSource random;

  HandshakeSealer(SuiteCrypto crypto, Identity identity, GroupState state, RandomSource random) {
    this.crypto = crypto;
    this.identity = identity;
    this.state = state;
    this.random = random;
  }

  /// Signed content that waits for its confirmation tag, if it is a commit.
  ///
  /// @param format of the envelope
  /// @param content what is said
  /// @param signature under the current context, by our key in the current tree
  record Signed(WireFormat format, FramedContent content, Bytes signature) {
    /// With an empty tag, for the transcript hash, which does not take the tag up.
    AuthenticatedContent untagged() {
      return new AuthenticatedContent(
          format, content, FramedContentAuthData.confirmed(signature, Bytes.EMPTY));
    }
  }

  /// A message ready to leave.
  ///
  /// @param bytes an MLSMessage
  /// @param reserved rows to store before
  /// @param weight bytes that count against the budget: none, if nothing is encrypted
  record Message(Bytes bytes, Optional<StateDelta> reserved, long weight) {}

  Signed sign(Content body, Bytes authenticatedData) {
    EpochState epoch = state.epoch();
    WireFormat format =
        state.settings().handshakes().sendsPrivate()
            ? WireFormat.PRIVATE_MESSAGE
            : WireFormat.PUBLIC_MESSAGE;
    var content =
        new FramedContent(
            epoch.context().groupId(),
            epoch.number(),
            new Sender.Member(epoch.self()),
            authenticatedData,
            body);
    return new Signed(
        format,
        content,
        ContentSignature.sign(
            crypto, identity.keys().privateKey(), format, content, epoch.context()));
  }

  Message seal(AuthenticatedContent content) {
    EpochState epoch = state.epoch();
    if (content.wireFormat() == WireFormat.PUBLIC_MESSAGE) {
      var framing = new PublicFraming(crypto, epoch.context(), epoch.secrets().membershipKey());
      return new Message(MlsMessage.CODEC.encode(framing.seal(content)), Optional.empty(), 0);
    }
    SendingKey key = state.messages().nextSendingKey(epoch.self(), RatchetKind.HANDSHAKE);
    var framing = new PrivateFraming(crypto, epoch.context(), epoch.secrets().senderDataSecret());
    Padded padded = Padded.of(content, state.settings().padding());
    return new Message(
        MlsMessage.CODEC.encode(framing.seal(padded, key, random)),
        Optional.of(StateWriter.messages(epoch.number(), key.rows()))
            .filter(delta -> !delta.isEmpty()),
        padded.weight());
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.framing.Padded;
import dev.coterie.mls.framing.PrivateFraming;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.ApplicationRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.SendingKey;
import java.util.Optional;

/// Encrypts what the application says. RFC 9420 §6.3 and §15.
final class ApplicationChannel {
  private final SuiteCrypto crypto;
  private final GroupState state;

  ApplicationChannel(Engine engine, GroupState state) {
    this.crypto = engine.crypto();
    this.state = state;
  }

  /// A sealed message and the state after it.
  ///
  /// @param state with the bytes counted
  /// @param message an MLSMessage
  /// @param generation its place
  /// @param reserved rows to store before it leaves
  record Outcome(GroupState state, Bytes message, long generation, Optional<StateDelta> reserved) {}

  Outcome seal(Identity identity, Bytes authenticatedData, Bytes plaintext, RandomSource random) {
    if (state.proposals().awaitsCommit(state.epoch().self())) {
      throw new RefusedException(
          ProposalRule.COMMIT_FIRST, state.proposals().size() + " proposals wait for a commit");
    }
    EpochState epoch = state.epoch();
    var content =
        new FramedContent(
            epoch.context().groupId(),
            epoch.number(),
            new Sender.Member(epoch.self()),
            authenticatedData,
            new ApplicationData(plaintext));
    Bytes signature =
        ContentSignature.sign(
            crypto,
            identity.keys().privateKey(),
            WireFormat.PRIVATE_MESSAGE,
            content,
            epoch.context());
    Padded padded =
        Padded.of(
            new AuthenticatedContent(
                WireFormat.PRIVATE_MESSAGE, content, FramedContentAuthData.signed(signature)),
            state.settings().padding());
    long budget = state.settings().byteBudget();
    if (!state.sending().fits(padded.weight(), budget)) {
      throw new RefusedException(
          ApplicationRule.BUDGET_SPENT,
          state.sending().sealed() + " of " + budget + " bytes are sealed in this epoch");
    }
    SendingKey key = state.messages().nextSendingKey(epoch.self(), RatchetKind.APPLICATION);
    var framing = new PrivateFraming(crypto, epoch.context(), epoch.secrets().senderDataSecret());
    Bytes message = MlsMessage.CODEC.encode(framing.seal(padded, key, random));
    GroupState after = state.sealed(padded.weight());
    StateDelta reserved =
        StateWriter.messages(epoch.number(), key.rows()).then(StateWriter.difference(state, after));
    return new Outcome(
        after, message, key.generation(), Optional.of(reserved).filter(delta -> !delta.isEmpty()));
  }
}

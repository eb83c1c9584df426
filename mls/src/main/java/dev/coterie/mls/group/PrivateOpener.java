package dev.coterie.mls.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.Opened;
import dev.coterie.mls.framing.PrivateFraming;
import dev.coterie.mls.framing.SenderKeys;
import dev.coterie.mls.group.PastEpochs.PastEpoch;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.SenderData;
import dev.coterie.mls.policy.ReceptionRule;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.SecretTree;
import java.util.Optional;

/// Opens private messages of the current epoch, and application messages of past ones: with the
/// keys of their epoch, in the name of who held the leaf then.
final class PrivateOpener {
  private final GroupState state;
  private final Optional<PastEpoch> past;
  private final PrivateFraming framing;

  PrivateOpener(SuiteCrypto crypto, GroupState state, Optional<PastEpoch> past) {
    this.state = state;
    this.past = past;
    GroupContext context = past.map(PastEpoch::context).orElse(state.epoch().context());
    this.framing =
        new PrivateFraming(
            crypto,
            context,
            past.map(PastEpoch::senderDataSecret)
                .orElse(state.epoch().secrets().senderDataSecret()));
  }

  private Epoch epoch() {
    return framing.context().epoch();
  }

  private SecretTree messages() {
    return past.map(PastEpoch::messages).orElse(state.messages());
  }

  private LeafIndex self() {
    return past.map(PastEpoch::self).orElse(state.epoch().self());
  }

  private Optional<Member> member(LeafIndex leaf) {
    return state.past().member(epoch(), leaf, state.epoch());
  }

  private SenderKeys keys() {
    return new SenderKeys() {
      @Override
      public Optional<SignaturePublicKey> member(LeafIndex leaf) {
        return PrivateOpener.this.member(leaf).map(Member::key);
      }

      @Override
      public Optional<SignaturePublicKey> external(long index) {
        return Optional.empty();
      }
    };
  }

  /// A handshake of a past epoch: ours coming back, or too late.
  Receiver.Outcome late(PrivateMessage message) {
    SenderData data = framing.senderData(message);
    if (data.leaf().equals(self())) {
      return own(message, data);
    }
    throw new RefusedException(
        ReceptionRule.EPOCH_GONE, "a handshake of epoch " + epoch() + ", which is over");
  }

  Receiver.Outcome open(PrivateMessage message, HandshakeOpener handshakes) {
    SenderData data = framing.senderData(message);
    RatchetKind kind = RatchetKind.of(message.contentType());
    boolean own = data.leaf().equals(self());
    if (own && (past.isPresent() || data.generation() < messages().position(self(), kind))) {
      return own(message, data);
    }
    Opened opened = framing.open(message, data, messages(), keys());
    StateDelta spent = StateWriter.messages(epoch(), opened.rows());
    return switch (opened) {
      case Opened.Spoiled(_, var why, _) -> new Receiver.Outcome.Refused(state, spent, why);
      case Opened.Authentic _ when own ->
          new Receiver.Outcome.Refused(
              state,
              spent,
              new RefusedException(
                  ReceptionRule.RESTORED_COPY,
                  "generation " + data.generation() + " of our own leaf"));
      case Opened.Authentic(_, var content, _) -> accepted(data, content, spent, handshakes);
    };
  }

  private Receiver.Outcome accepted(
      SenderData data, AuthenticatedContent content, StateDelta spent, HandshakeOpener handshakes) {
    Member sender = member(data.leaf()).orElseThrow();
    return switch (content.content().content()) {
      case ApplicationData(var plaintext) ->
          new Receiver.Outcome.Released(
              state,
              spent,
              delta ->
                  new Incoming.Application(
                      sender,
                      epoch(),
                      data.generation(),
                      content.content().authenticatedData(),
                      plaintext,
                      delta));
      case Proposal _, Commit _ -> handshakes.accept(content, spent);
    };
  }

  private Receiver.Outcome own(PrivateMessage message, SenderData data) {
    return new Receiver.Outcome.Released(
        state,
        StateDelta.NONE,
        delta ->
            new Incoming.OwnMessage(
                message.contentType(),
                epoch(),
                Optional.of(data.generation()),
                Optional.empty(),
                delta));
  }
}

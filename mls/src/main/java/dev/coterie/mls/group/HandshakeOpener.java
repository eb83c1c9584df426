package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.framing.PublicFraming;
import dev.coterie.mls.framing.SenderKeys;
import dev.coterie.mls.group.PastEpochs.PastEpoch;
import dev.coterie.mls.group.ProposalList.Listed;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.ReceptionRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges proposals and commits of the current epoch: opens public ones, and takes what came out of
/// either envelope to the proposal cache or the commit processor.
final class HandshakeOpener {
  private final Engine engine;
  private final SuiteCrypto crypto;
  private final GroupState state;
  private final PreSharedKeys lent;
  private final Instant now;

  HandshakeOpener(Engine engine, GroupState state, PreSharedKeys lent, Instant now) {
    this.engine = engine;
    this.crypto = engine.crypto();
    this.state = state;
    this.lent = lent;
    this.now = now;
  }

  /// A public message of the current epoch.
  Receiver.Outcome open(PublicMessage message) {
    EpochState epoch = state.epoch();
    AuthenticatedContent content =
        new PublicFraming(crypto, epoch.context(), epoch.secrets().membershipKey())
            .open(message, keys());
    Member sender = epoch.member(senderOf(content)).orElseThrow();
    if (sender.index().equals(epoch.self())) {
      return own(content);
    }
    return accept(content, sender, StateDelta.NONE);
  }

  private SenderKeys keys() {
    return new SenderKeys() {
      @Override
      public Optional<SignaturePublicKey> member(LeafIndex leaf) {
        return state.epoch().tree().leaf(leaf).map(LeafNode::signatureKey);
      }

      @Override
      public Optional<SignaturePublicKey> external(long index) {
        return Optional.empty();
      }
    };
  }

  /// Signed by our own key: a proposal that we keep, or something that a later copy of our state
  /// sent.
  private Receiver.Outcome own(AuthenticatedContent content) {
    return switch (content.content().content()) {
      case Commit _ ->
          throw new RefusedException(CommitRule.OWN_COMMIT_LOST, "a commit that we do not keep");
      case Proposal _ -> {
        if (state.proposals().find(content.proposalRef(crypto)).isEmpty()) {
          throw new RefusedException(ReceptionRule.RESTORED_COPY, "an unknown proposal of ours");
        }
        yield echo(content);
      }
      case ApplicationData _ ->
          throw new RefusedException(FramingRule.APPLICATION_IN_PUBLIC, "application data");
    };
  }

  private Receiver.Outcome echo(AuthenticatedContent content) {
    return new Receiver.Outcome.Released(
        state,
        StateDelta.NONE,
        delta ->
            new Incoming.OwnMessage(
                content.content().content().contentType(),
                content.content().epoch(),
                Optional.empty(),
                Optional.empty(),
                delta));
  }

  /// A public message of a past epoch: ours coming back, or too late.
  Receiver.Outcome late(PublicMessage message, PastEpoch past) {
    AuthenticatedContent content = message.authenticatedContent();
    boolean ours =
        senderOf(content).equals(past.self())
            && state
                .past()
                .member(past.number(), past.self(), state.epoch())
                .filter(
                    self -> ContentSignature.verify(crypto, self.key(), content, past.context()))
                .isPresent();
    if (ours) {
      return echo(content);
    }
    throw new RefusedException(
        ReceptionRule.EPOCH_GONE, "a handshake of epoch " + past.number() + ", which is over");
  }

  private static LeafIndex senderOf(AuthenticatedContent content) {
    if (content.content().sender() instanceof Sender.Member(var leaf)) {
      return leaf;
    }
    throw new RefusedException(FramingRule.SENDER_NOT_MEMBER, "a sender outside the group");
  }

  /// A proposal or commit whose sender is proven.
  ///
  /// @param spent rows of its key, if it had one
  Receiver.Outcome accept(AuthenticatedContent content, Member sender, StateDelta spent) {
    try {
      return switch (content.content().content()) {
        case Proposal proposal -> hold(content, proposal, sender, spent);
        case Commit commit -> judge(content, commit, sender, spent);
        case ApplicationData _ ->
            throw new RefusedException(FramingRule.APPLICATION_IN_PUBLIC, "application data");
      };
    } catch (RefusedException refused) {
      return new Receiver.Outcome.Refused(state, spent, refused);
    }
  }

  private Receiver.Outcome hold(
      AuthenticatedContent content, Proposal proposal, Member sender, StateDelta spent) {
    Bytes reference = content.proposalRef(crypto);
    GroupState after = state;
    if (state.proposals().find(reference).isEmpty()) {
      Proposer.requireRoom(state);
      var kept = new ProposalCache.Kept(reference, content, Optional.empty());
      new ProposalApplier(engine, state.epoch(), now).alone(kept.listed());
      after = state.withProposals(state.proposals().with(kept));
    }
    return new Receiver.Outcome.Released(
        after,
        spent,
        delta ->
            new Incoming.ProposalHeld(
                reference, sender, proposal, content.content().authenticatedData(), delta));
  }

  private Receiver.Outcome judge(
      AuthenticatedContent content, Commit commit, Member sender, StateDelta spent) {
    List<Bytes> missing = missing(commit);
    if (!missing.isEmpty()) {
      return keep(content, missing, List.of(), spent);
    }
    var processor = new CommitProcessor(engine, state, lent, now);
    ProposalList list = processor.list(sender.index(), resolved(content, commit));
    List<PreSharedKeyId> lacking = processor.lacking(list);
    if (!lacking.isEmpty()) {
      return keep(content, List.of(), lacking, spent);
    }
    StagedCommit staged = processor.process(content, commit, sender.index(), list);
    return new Receiver.Outcome.Released(
        state, spent, delta -> new Incoming.CommitStaged(staged, delta));
  }

  private Receiver.Outcome keep(
      AuthenticatedContent content,
      List<Bytes> missing,
      List<PreSharedKeyId> lacking,
      StateDelta spent) {
    var held = HeldCommits.Held.of(crypto, content);
    GroupState after = state;
    if (state.held().find(held.reference()).isEmpty()) {
      if (state.held().size() >= state.settings().maxHeldCommits()) {
        throw new RefusedException(
            CommitRule.TOO_MANY_HELD, state.held().size() + " commits wait already");
      }
      after = state.withHeld(state.held().with(held));
    }
    return new Receiver.Outcome.Released(
        after, spent, delta -> new Incoming.CommitHeld(held.reference(), missing, lacking, delta));
  }

  /// A held commit again. If it breaks a rule it is not kept any longer; if it is staged it is,
  /// until the epoch ends, since nothing can open it a second time.
  Receiver.Outcome retry(HeldCommits.Held held) {
    if (!(held.content().content().content() instanceof Commit commit)) {
      throw new RefusedException(CommitRule.HELD_COMMIT_UNKNOWN, "not a commit");
    }
    Member sender = state.epoch().member(senderOf(held.content())).orElseThrow();
    try {
      return judge(held.content(), commit, sender, StateDelta.NONE);
    } catch (CoterieException refused) {
      return new Receiver.Outcome.Refused(
          state.withHeld(state.held().without(held.reference())), StateDelta.NONE, refused);
    }
  }

  private List<Bytes> missing(Commit commit) {
    List<Bytes> missing = new ArrayList<>();
    for (ProposalOrRef entry : commit.proposals()) {
      if (entry instanceof ProposalOrRef.ByReference(var reference)
          && state.proposals().find(reference).isEmpty()) {
        missing.add(reference);
      }
    }
    return missing;
  }

  private List<Listed> resolved(AuthenticatedContent content, Commit commit) {
    Sender committer = content.content().sender();
    List<Listed> list = new ArrayList<>(commit.proposals().size());
    for (ProposalOrRef entry : commit.proposals()) {
      switch (entry) {
        case ProposalOrRef.ByValue(var proposal) -> list.add(Listed.byValue(proposal, committer));
        case ProposalOrRef.ByReference(var reference) ->
            list.add(state.proposals().find(reference).orElseThrow().listed());
      }
    }
    return list;
  }
}

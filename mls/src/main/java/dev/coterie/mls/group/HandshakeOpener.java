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
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.policy.ReceptionRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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
    return content.content().sender().equals(new Sender.Member(epoch.self()))
        ? own(content)
        : accept(content, StateDelta.NONE);
  }

  private SenderKeys keys() {
    return new SenderKeys() {
      @Override
      public Optional<SignaturePublicKey> member(LeafIndex leaf) {
        return state.epoch().tree().leaf(leaf).map(LeafNode::signatureKey);
      }

      @Override
      public Optional<SignaturePublicKey> external(long index) {
        return listed(index).map(ExternalSender::signatureKey);
      }
    };
  }

  private Optional<ExternalSender> listed(long index) {
    return Extensions.find(state.epoch().context().extensions(), Extension.ExternalSenders.class)
        .map(Extension.ExternalSenders::senders)
        .filter(senders -> index < senders.size())
        .map(senders -> senders.get((int) index));
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
        content.content().sender().equals(new Sender.Member(past.self()))
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

  /// A proposal or commit whose sender is proven.
  ///
  /// @param spent rows of its key, if it had one
  Receiver.Outcome accept(AuthenticatedContent content, StateDelta spent) {
    try {
      return switch (content.content().content()) {
        case Proposal proposal -> hold(content, proposal, spent);
        case Commit commit -> judge(content, commit, spent);
        case ApplicationData _ ->
            throw new RefusedException(FramingRule.APPLICATION_IN_PUBLIC, "application data");
      };
    } catch (RefusedException refused) {
      return new Receiver.Outcome.Refused(state, spent, refused, author(content));
    }
  }

  private Optional<Member> author(AuthenticatedContent content) {
    return content.content().sender() instanceof Sender.Member(var leaf)
        ? state.epoch().member(leaf)
        : Optional.empty();
  }

  private Receiver.Outcome hold(AuthenticatedContent content, Proposal proposal, StateDelta spent) {
    Bytes reference = content.proposalRef(crypto);
    Function<StateDelta, Incoming> incoming = incoming(content, proposal, reference);
    GroupState after = state;
    if (state.proposals().find(reference).isEmpty()) {
      var kept = ProposalCache.Kept.of(reference, content, Optional.empty());
      state.proposals().requireRoom(kept, state.settings().waiting());
      new ProposalApplier(engine, state.epoch(), now).alone(kept.listed());
      after = state.withProposals(state.proposals().with(kept));
    }
    return new Receiver.Outcome.Released(after, spent, incoming);
  }

  /// What a proposal is to the application; from outside, only if it may be said there.
  private Function<StateDelta, Incoming> incoming(
      AuthenticatedContent content, Proposal proposal, Bytes reference) {
    Bytes beside = content.content().authenticatedData();
    return switch (content.content().sender()) {
      case Sender.Member(var leaf) -> {
        Member sender = state.epoch().member(leaf).orElseThrow();
        yield delta -> new Incoming.ProposalHeld(reference, sender, proposal, beside, delta);
      }
      case Sender.External(var index) -> {
        ExternalSender sender = listed(index).orElseThrow();
        requireAuthorised(engine.outsiders().mayPropose(sender, proposal));
        yield delta ->
            new Incoming.OutsiderProposalHeld(
                reference, sender.credential(), proposal, beside, delta);
      }
      case Sender.NewMemberProposal() when proposal instanceof Proposal.Add(var keyPackage) -> {
        requireAuthorised(engine.outsiders().mayAsk(keyPackage));
        yield delta ->
            new Incoming.OutsiderProposalHeld(
                reference, keyPackage.leafNode().credential(), proposal, beside, delta);
      }
      case Sender.NewMemberProposal(), Sender.NewMemberCommit() ->
          throw new RefusedException(FramingRule.SENDER_NOT_MEMBER, "proposes what it may not");
    };
  }

  private static void requireAuthorised(boolean authorised) {
    if (!authorised) {
      throw new RefusedException(
          ProposalRule.OUTSIDER_NOT_AUTHORISED, "a proposal from outside the group");
    }
  }

  private Receiver.Outcome judge(AuthenticatedContent content, Commit commit, StateDelta spent) {
    Sender sender = content.content().sender();
    var processor = new CommitProcessor(engine, state, lent, now);
    List<Bytes> missing =
        sender instanceof Sender.Member ? missing(commit) : List.of(); // others name none
    if (!missing.isEmpty()) {
      return keep(content, missing, List.of(), spent);
    }
    var judged = processor.judge(sender, commit, resolved(sender, commit));
    List<PreSharedKeyId> lacking = processor.lacking(judged);
    if (!lacking.isEmpty()) {
      return keep(content, List.of(), lacking, spent);
    }
    StagedCommit staged = processor.process(content, commit, judged);
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
      after =
          state.withHeld(
              state
                  .held()
                  .admit(held, state.settings().waiting())
                  .orElseThrow(
                      () ->
                          new RefusedException(
                              CommitRule.TOO_MANY_HELD,
                              state.held().size() + " commits wait already")));
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
    try {
      return judge(held.content(), commit, StateDelta.NONE);
    } catch (CoterieException refused) {
      return new Receiver.Outcome.Refused(
          state.withHeld(state.held().without(held.reference())), StateDelta.NONE, refused);
    }
  }

  private List<Bytes> missing(Commit commit) {
    return references(commit).filter(one -> state.proposals().find(one).isEmpty()).toList();
  }

  private static Stream<Bytes> references(Commit commit) {
    return commit.proposals().stream()
        .flatMap(
            entry ->
                entry instanceof ProposalOrRef.ByReference(var reference)
                    ? Stream.of(reference)
                    : Stream.of());
  }

  /// Whether a held commit names proposals, and all of them are here by now.
  static boolean isComplete(HeldCommits.Held held, ProposalCache proposals) {
    return held.content().content().content() instanceof Commit commit
        && references(commit).findAny().isPresent()
        && references(commit).allMatch(one -> proposals.find(one).isPresent());
  }

  private List<Listed> resolved(Sender committer, Commit commit) {
    List<Listed> list = new ArrayList<>(commit.proposals().size());
    for (ProposalOrRef entry : commit.proposals()) {
      switch (entry) {
        case ProposalOrRef.ByValue(var proposal) -> list.add(Listed.byValue(proposal, committer));
        case ProposalOrRef.ByReference(var reference) ->
            state.proposals().find(reference).ifPresent(kept -> list.add(kept.listed()));
      }
    }
    return list;
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.ProposalList.Listed;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.Sender;
import java.time.Instant;
import java.util.Optional;

/// Makes proposals for somebody to commit by reference. RFC 9420 §12.1.
final class Proposer {
  private final Engine engine;
  private final SuiteCrypto crypto;
  private final Identity identity;
  private final GroupState state;
  private final RandomSource random;

  Proposer(Engine engine, Identity identity, GroupState state, RandomSource random) {
    this.engine = engine;
    this.crypto = engine.crypto();
    this.identity = identity;
    this.state = state;
    this.random = random;
  }

  /// A proposal and the state that keeps it.
  ///
  /// @param state with the proposal in its cache
  /// @param message an MLSMessage
  /// @param reference what a commit calls it
  /// @param reserved rows to store besides
  record Outcome(GroupState state, Bytes message, Bytes reference, Optional<StateDelta> reserved) {}

  Outcome propose(Proposal proposal, Instant now) {
    var applier = new ProposalApplier(engine, state.epoch(), now);
    switch (proposal) {
      case Proposal.Add(var keyPackage) ->
          KeyPackageCheck.byCommitter(
              keyPackage,
              applier.leaves(state.epoch().context().extensions()),
              state.settings().maxKeyPackageLifetime(),
              now);
      case Proposal.GroupContextExtensions(var all) -> Founder.requireNoGrease(all);
      case Proposal.ReInit next -> Founder.requireFit(engine, next, state.epoch().context());
      case Proposal.Update _ ->
          throw new IllegalArgumentException("the group makes its own updates");
      case Proposal.Remove _, Proposal.PreSharedKey _, Proposal.ExternalInit _ -> {}
    }
    applier.alone(Listed.byValue(proposal, new Sender.Member(state.epoch().self())));
    return send(proposal, Optional.empty());
  }

  /// A fresh name for a pre-shared key: a nonce is used once (§8.4).
  static PreSharedKeyId name(
      PreSharedKeyId.Source source, SuiteCrypto crypto, RandomSource random) {
    return new PreSharedKeyId(source, random.bytes(crypto.suite().hashSize()));
  }

  Outcome proposeUpdate() {
    EpochState epoch = state.epoch();
    HpkeKeyPair key = crypto.generateKeyPair(random);
    LeafNode leaf =
        OwnLeaf.draft(identity, key.publicKey(), new LeafNodeSource.Update(), random)
            .sign(crypto, identity.keys().privateKey(), epoch.context().groupId(), epoch.self());
    return send(new Proposal.Update(leaf), Optional.of(key.privateKey()));
  }

  private Outcome send(Proposal proposal, Optional<HpkePrivateKey> ownLeafKey) {
    var sealer = new HandshakeSealer(crypto, identity, state, random);
    HandshakeSealer.Signed signed = sealer.sign(proposal, Bytes.EMPTY);
    var content =
        new AuthenticatedContent(
            signed.format(), signed.content(), FramedContentAuthData.signed(signed.signature()));
    Bytes reference = content.proposalRef(crypto);
    var kept = ProposalCache.Kept.of(reference, content, ownLeafKey);
    // The same words in public twice are one proposal, since signatures may be deterministic.
    boolean known = state.proposals().find(reference).isPresent();
    if (!known) {
      state.proposals().requireRoom(kept, state.settings().waiting());
    }
    HandshakeSealer.Message message = sealer.seal(content);
    GroupState counted = state.sealed(message.weight());
    return new Outcome(
        known ? counted : counted.withProposals(counted.proposals().with(kept)),
        message.bytes(),
        reference,
        message.reserved());
  }
}

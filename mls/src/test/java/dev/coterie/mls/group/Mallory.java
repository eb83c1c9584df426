package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.framing.PublicFraming;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Content;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.tree.FanOut;
import dev.coterie.mls.tree.PathDraft;
import dev.coterie.mls.tree.RatchetTree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A member that holds a real state and knows every rule, and sends what it likes.
final class Mallory {
  private final World world;
  private final GroupState state;
  final Identity identity;

  /// Takes over a copy of a member's stored state.
  Mallory(World world, World.Client victimised) {
    this.world = world;
    this.identity = victimised.identity;
    this.state = new StateReader(Engine.of(world.suite), identity, victimised.puts()).read();
  }

  GroupState state() {
    return state;
  }

  EpochState epoch() {
    return state.epoch();
  }

  /// Any content in the group's envelope, properly signed and tagged; commits with a tag that is
  /// wrong.
  Bytes send(Content content) {
    var sealer = new HandshakeSealer(world.crypto, identity, state, world.random);
    HandshakeSealer.Signed signed = sealer.sign(content, Bytes.EMPTY);
    FramedContentAuthData auth =
        content instanceof Commit
            ? FramedContentAuthData.confirmed(
                signed.signature(), world.random.bytes(world.suite.hashSize()))
            : FramedContentAuthData.signed(signed.signature());
    return sealer.seal(new AuthenticatedContent(signed.format(), signed.content(), auth)).bytes();
  }

  /// A commit of these proposals by value, without a path.
  Bytes commitBare(Proposal... proposals) {
    return send(new Commit(byValue(proposals), Optional.empty()));
  }

  /// A commit of these proposals by value, with a path that fits the tree as it is.
  Bytes commit(Proposal... proposals) {
    return send(new Commit(byValue(proposals), Optional.of(path(identity))));
  }

  /// The same as somebody else, as far as the path's leaf says.
  Bytes commitAs(Identity signer, Proposal... proposals) {
    return send(new Commit(byValue(proposals), Optional.of(path(signer))));
  }

  Bytes commitRefs(Bytes... references) {
    List<ProposalOrRef> entries =
        Arrays.stream(references).<ProposalOrRef>map(ProposalOrRef.ByReference::new).toList();
    return send(new Commit(entries, Optional.of(path(identity))));
  }

  /// A commit without a path, of a reference and of a proposal by value.
  Bytes commitMixed(Bytes reference, Proposal proposal) {
    return send(
        new Commit(
            List.of(new ProposalOrRef.ByReference(reference), new ProposalOrRef.ByValue(proposal)),
            Optional.empty()));
  }

  static List<ProposalOrRef> byValue(Proposal... proposals) {
    return Arrays.stream(proposals).<ProposalOrRef>map(ProposalOrRef.ByValue::new).toList();
  }

  UpdatePath path(Identity signer) {
    return path(signer, state.epoch().tree(), state.epoch().self());
  }

  UpdatePath path(Identity signer, RatchetTree tree, LeafIndex at) {
    GroupContext context = state.epoch().context();
    try (PathDraft draft =
        PathDraft.make(
            tree,
            at,
            (key, parentHash) ->
                OwnLeaf.inPath(world.crypto, signer, key, parentHash, context, at, world.random),
            world.crypto,
            world.random)) {
      return draft.encryptTo(Bytes.EMPTY, Set.of(), world.random, FanOut.INLINE);
    }
  }

  /// A real commit, taken apart and put together with another confirmation tag, in a public
  /// envelope.
  Bytes commitWithTag(Bytes tag) {
    StagedCommit real =
        new CommitBuilder(
                Engine.of(world.suite),
                identity,
                state,
                CommitRequest.empty(),
                world.random,
                World.NOW)
            .build();
    PublicMessage message = (PublicMessage) MlsMessage.CODEC.decode(real.commitMessage());
    return inPublic(
        new AuthenticatedContent(
            WireFormat.PUBLIC_MESSAGE,
            message.content(),
            FramedContentAuthData.confirmed(message.auth().signature(), tag)));
  }

  private Bytes inPublic(AuthenticatedContent content) {
    return MlsMessage.CODEC.encode(
        new PublicFraming(
                world.crypto, state.epoch().context(), state.epoch().secrets().membershipKey())
            .seal(content));
  }

  /// What a sender says that is no member.
  Bytes fromOutside(Identity signer, Sender sender, Content content) {
    GroupContext context = state.epoch().context();
    var framed =
        new FramedContent(context.groupId(), context.epoch(), sender, Bytes.EMPTY, content);
    Bytes signature =
        framed.bindsContext()
            ? ContentSignature.sign(
                world.crypto,
                signer.keys().privateKey(),
                WireFormat.PUBLIC_MESSAGE,
                framed,
                context)
            : ContentSignature.signOutside(
                world.crypto, signer.keys().privateKey(), WireFormat.PUBLIC_MESSAGE, framed);
    FramedContentAuthData auth =
        content instanceof Commit
            ? FramedContentAuthData.confirmed(signature, Bytes.EMPTY)
            : FramedContentAuthData.signed(signature);
    return MlsMessage.CODEC.encode(new PublicMessage(framed, auth, Optional.empty()));
  }

  /// A commit from outside, in the name of somebody, with a path that fits the place that would be
  /// free without `former`. Its encryption and its tag are wrong.
  Bytes enter(Identity newcomer, Optional<LeafIndex> former, Proposal... proposals) {
    EpochState epoch = state.epoch();
    RatchetTree.Seat seat = former.map(epoch.tree()::remove).orElse(epoch.tree()).seat();
    UpdatePath path = path(newcomer, seat.tree(), seat.leaf());
    return enter(newcomer, path, byValue(proposals));
  }

  Bytes enter(Identity newcomer, UpdatePath path, List<ProposalOrRef> list) {
    return fromOutside(newcomer, new Sender.NewMemberCommit(), new Commit(list, Optional.of(path)));
  }

  /// The present epoch, with a key for outsiders that is not its own.
  Bytes groupInfoWithForeignKey() {
    EpochState epoch = state.epoch();
    return MlsMessage.CODEC.encode(
        GroupInfo.sign(
            world.crypto,
            identity.keys().privateKey(),
            epoch.context(),
            List.of(
                new Extension.RatchetTree(epoch.tree().toExtension()),
                new Extension.ExternalPub(world.crypto.generateKeyPair(world.random).publicKey())),
            epoch.confirmationTag(),
            epoch.self()));
  }

  /// A leaf for an Update of our own.
  LeafNode update() {
    return update(identity);
  }

  LeafNode update(Identity signer) {
    return update(signer, world.crypto.generateKeyPair(world.random).publicKey());
  }

  LeafNode update(Identity signer, HpkePublicKey key) {
    return OwnLeaf.draft(signer, key, new LeafNodeSource.Update(), world.random)
        .sign(
            world.crypto,
            signer.keys().privateKey(),
            state.epoch().context().groupId(),
            state.epoch().self());
  }
}

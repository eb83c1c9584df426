package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.policy.CredentialRule;
import dev.coterie.mls.policy.ExternalCommitRule;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.policy.ScheduleRule;
import dev.coterie.mls.policy.TreeRule;
import dev.coterie.mls.policy.WelcomeRule;
import dev.coterie.mls.tree.RatchetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Commits from outside that nobody takes, and group infos that nobody follows.
final class EntryBreaches {
  private static final LeafIndex ALICE = new LeafIndex(0);
  private static final LeafIndex BOB = new LeafIndex(1);
  private static final LeafIndex NOBODY = new LeafIndex(3);
  private static final Proposal INIT = new Proposal.ExternalInit(Bytes.of(1));

  private EntryBreaches() {}

  static Stream<Breach> all() {
    return Stream.of(lists(), entrants(), leaves(), infos()).flatMap(one -> one);
  }

  /// Dave, whom nobody knows, comes to alice, bob and carol, who let anybody in.
  private static Breach entering(
      MlsRule rule, String how, BiFunction<World, Mallory, Bytes> forge) {
    return Breach.forgedAfter(
        rule,
        how,
        (world, it) -> {
          World.Client alice = world.client("alice");
          alice.restart(world.engine.outsiders(OutsiderPolicy.open()));
          return forge.apply(world, it);
        });
  }

  private static Breach listing(MlsRule rule, String how, Proposal... list) {
    return entering(
        rule, how, (world, it) -> it.enter(world.client("dave").identity, Optional.empty(), list));
  }

  private static Proposal psk(Bytes nonce) {
    return new Proposal.PreSharedKey(
        new PreSharedKeyId(new PreSharedKeyId.Source.External(Bytes.EMPTY), nonce));
  }

  private static Proposal remove(LeafIndex leaf) {
    return new Proposal.Remove(leaf);
  }

  private static Stream<Breach> lists() {
    return Stream.of(
        listing(ExternalCommitRule.ONE_EXTERNAL_INIT, "none"),
        listing(ExternalCommitRule.ONE_EXTERNAL_INIT, "two", INIT, INIT),
        listing(ExternalCommitRule.ONE_REMOVE, "two", INIT, remove(BOB), remove(ALICE)),
        listing(
            ExternalCommitRule.OTHER_PROPOSAL,
            "extensions",
            INIT,
            new Proposal.GroupContextExtensions(List.of())),
        listing(
            ExternalCommitRule.OTHER_PROPOSAL,
            "a re-init",
            INIT,
            new Proposal.ReInit(
                new GroupId(Bytes.of(1)), ProtocolVersion.MLS10, new SuiteId(1), List.of())),
        entering(
            ExternalCommitRule.OTHER_PROPOSAL,
            "an add",
            (world, it) ->
                it.enter(
                    world.client("dave").identity,
                    Optional.empty(),
                    INIT,
                    new Proposal.Add(world.client("erin").keyPackage()))),
        entering(
            ExternalCommitRule.OTHER_PROPOSAL,
            "an update",
            (world, it) ->
                it.enter(
                    world.client("dave").identity,
                    Optional.empty(),
                    INIT,
                    new Proposal.Update(it.update()))),
        entering(
            ExternalCommitRule.BY_REFERENCE,
            "a proposal of a member",
            (world, it) -> {
              Bytes known = Breach.sent(world, it, remove(BOB));
              return it.enter(
                  world.client("dave").identity,
                  it.path(world.client("dave").identity),
                  List.of(new ProposalOrRef.ByValue(INIT), new ProposalOrRef.ByReference(known)));
            }),
        listing(ScheduleRule.PSK_NONCE, "from outside", INIT, psk(Bytes.of(1))),
        entering(
            PskRule.TWICE,
            "from outside",
            (world, it) -> {
              Proposal once = psk(it.epoch().context().treeHash());
              return it.enter(world.client("dave").identity, Optional.empty(), INIT, once, once);
            }),
        entering(
            PskRule.USAGE,
            "from outside",
            (world, it) ->
                it.enter(
                    world.client("dave").identity,
                    Optional.empty(),
                    INIT,
                    new Proposal.PreSharedKey(
                        new PreSharedKeyId(
                            new PreSharedKeyId.Source.Resumption(
                                ResumptionUsage.REINIT,
                                it.epoch().context().groupId(),
                                it.epoch().number()),
                            it.epoch().context().treeHash())))));
  }

  private static Stream<Breach> entrants() {
    return Stream.of(
        entering(
            FramingRule.SIGNATURE,
            "signed by another key than the path's",
            (world, it) ->
                it.enter(
                    world.client("dave").identity,
                    it.path(world.client("erin").identity),
                    Mallory.byValue(INIT))),
        Breach.forgedAfter(
            ExternalCommitRule.ENTRANT_REFUSED,
            "the group is closed",
            (world, it) -> it.enter(world.client("dave").identity, Optional.empty(), INIT)),
        Breach.forgedAfter(
            ExternalCommitRule.ENTRANT_REFUSED,
            "the group takes back its own, and this one is new",
            (world, it) -> {
              world.client("alice").restart(world.engine.outsiders(OutsiderPolicy.returning()));
              return it.enter(world.client("dave").identity, Optional.empty(), INIT);
            }),
        listing(ExternalCommitRule.KEM_OUTPUT, "one octet", INIT),
        entering(
            ProposalRule.REMOVE_OF_NOBODY,
            "a blank leaf, from outside",
            (world, it) ->
                it.enter(world.client("dave").identity, Optional.empty(), INIT, remove(NOBODY))),
        entering(
            CredentialRule.SUCCESSOR_REFUSED,
            "dave throws bob out",
            (world, it) ->
                it.enter(world.client("dave").identity, Optional.of(BOB), INIT, remove(BOB))),
        entering(
            CredentialRule.SUCCESSOR_REFUSED,
            "somebody with a key of his own calls himself bob",
            (world, it) ->
                it.enter(
                    new Identity(
                        world.suite,
                        world.client("bob").identity.credential(),
                        world.client("dave").identity.keys()),
                    Optional.of(BOB),
                    INIT,
                    remove(BOB))),
        Breach.forgedAfter(
            CredentialRule.REFUSED,
            "nobody knows dave",
            (world, it) -> {
              world
                  .client("alice")
                  .restart(
                      world.engine.outsiders(OutsiderPolicy.open()).credentials(new NoEntry()));
              return it.enter(world.client("dave").identity, Optional.empty(), INIT);
            }));
  }

  private static Stream<Breach> leaves() {
    return Stream.of(
        entering(
            LeafRule.SIGNATURE_IN_PLACE,
            "the leaf is signed for another place",
            (world, it) -> {
              Identity dave = world.client("dave").identity;
              return it.enter(
                  dave, it.path(dave, it.epoch().tree(), new LeafIndex(0)), Mallory.byValue(INIT));
            }),
        entering(
            LeafRule.PATH_KEEPS_KEY,
            "bob comes back with the key that he had",
            (world, it) -> {
              Identity bob = world.client("bob").identity;
              LeafNode old = it.epoch().tree().leaf(BOB).orElseThrow();
              RatchetSeat seat = RatchetSeat.of(it, BOB);
              UpdatePath real = it.path(bob, seat.tree(), seat.leaf());
              LeafNode kept =
                  OwnLeaf.inPath(
                      world.crypto,
                      bob,
                      old.encryptionKey(),
                      Bytes.EMPTY,
                      it.epoch().context(),
                      seat.leaf(),
                      world.random);
              return it.enter(
                  bob, new UpdatePath(kept, real.nodes()), Mallory.byValue(INIT, remove(BOB)));
            }),
        entering(
            TreeRule.PATH_LENGTH,
            "a path of another place",
            (world, it) -> {
              Identity dave = world.client("dave").identity;
              UpdatePath real = it.path(dave, it.epoch().tree(), NOBODY);
              return it.enter(
                  dave, new UpdatePath(real.leafNode(), List.of()), Mallory.byValue(INIT));
            }));
  }

  private record RatchetSeat(RatchetTree tree, LeafIndex leaf) {
    static RatchetSeat of(Mallory it, LeafIndex former) {
      var seat = it.epoch().tree().remove(former).seat();
      return new RatchetSeat(seat.tree(), seat.leaf());
    }
  }

  /// A service that lets nobody in from outside.
  private static final class NoEntry implements CredentialValidator {
    @Override
    public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
      return occasion != Occasion.ENTRY;
    }

    @Override
    public boolean acceptsSuccessor(
        Credential old, Credential fresh, SignaturePublicKey key, Occasion occasion) {
      return false;
    }
  }

  /// Dave follows a group info, or does not.
  private static Breach following(
      MlsRule rule, String how, BiFunction<World, World.Client, ExternalJoin> request) {
    return Breach.asked(
        rule,
        how,
        world -> {
          ExternalJoin join = request.apply(world, world.client("alice"));
          return () -> world.client("dave").knock(join);
        });
  }

  private static Breach infoOf(
      MlsRule rule, String how, BiFunction<World, List<Extension>, List<Extension>> change) {
    return following(
        rule,
        how,
        (world, alice) -> ExternalJoin.of(signed(world, ALICE, it -> change.apply(world, it))));
  }

  private static Bytes signed(
      World world, LeafIndex signer, UnaryOperator<List<Extension>> extensions) {
    World.Client alice = world.client("alice");
    GroupInfo real = (GroupInfo) MlsMessage.CODEC.decode(alice.groupInfo(TreePlacement.INSIDE));
    return MlsMessage.CODEC.encode(
        GroupInfo.sign(
            world.crypto,
            alice.identity.keys().privateKey(),
            real.groupContext(),
            extensions.apply(real.extensions()),
            real.confirmationTag(),
            signer));
  }

  private static List<Extension> without(List<Extension> list, int type) {
    return list.stream().filter(one -> one.type() != type).toList();
  }

  private static List<Extension> with(List<Extension> list, Extension extension) {
    List<Extension> more = new ArrayList<>(without(list, extension.type()));
    more.add(extension);
    return more;
  }

  private static Stream<Breach> infos() {
    return Stream.of(
        following(
            GroupInfoRule.NOT_A_GROUP_INFO,
            "a key package",
            (world, alice) -> ExternalJoin.of(KeyPackages.message(alice.keyPackage()))),
        infoOf(
            GroupInfoRule.EXTERNAL_PUB_MISSING,
            "as in a welcome",
            (world, it) -> without(it, Extension.ExternalPub.TYPE)),
        infoOf(
            GroupInfoRule.EXTERNAL_PUB_INVALID,
            "three octets",
            (world, it) ->
                with(it, new Extension.ExternalPub(new HpkePublicKey(Bytes.of(1, 2, 3))))),
        infoOf(
            WelcomeRule.TREE_MISSING,
            "neither in nor beside a group info",
            (world, it) -> without(it, Extension.RatchetTree.TYPE)),
        following(
            GroupInfoRule.SIGNER_UNKNOWN,
            "nobody signs the group info",
            (world, alice) -> ExternalJoin.of(signed(world, NOBODY, it -> it))),
        following(
            GroupInfoRule.SIGNATURE,
            "alice signs the group info in the name of bob",
            (world, alice) -> ExternalJoin.of(signed(world, BOB, it -> it))),
        following(
            ExternalCommitRule.NO_FORMER_LEAF,
            "dave was never there",
            (world, alice) -> ExternalJoin.of(alice.groupInfo(TreePlacement.INSIDE)).resync()),
        following(
            ExternalCommitRule.NO_FORMER_LEAF,
            "nobody sits there",
            (world, alice) ->
                ExternalJoin.of(alice.groupInfo(TreePlacement.INSIDE)).resync(NOBODY)),
        following(
            PskRule.UNKNOWN,
            "dave does not have the key",
            (world, alice) ->
                ExternalJoin.of(alice.groupInfo(TreePlacement.INSIDE))
                    .psk(new PreSharedKeyId.Source.External(Bytes.EMPTY))),
        Breach.asked(
            WelcomeRule.GROUP_KNOWN,
            "bob is in the group, and does not say that he comes back",
            world -> {
              Bytes info = world.client("alice").groupInfo(TreePlacement.INSIDE);
              return () ->
                  MlsGroup.joinExternally(
                      Engine.of(world.suite).occupied(world.client("bob").group().id()::equals),
                      world.client("bob").identity,
                      ExternalJoin.of(info),
                      world.settings,
                      world.random,
                      world.now);
            }),
        Breach.asked(
            LeafRule.SIGNATURE_KEY_TAKEN,
            "bob comes in beside himself",
            world -> {
              Bytes info = world.client("alice").groupInfo(TreePlacement.INSIDE);
              return () -> world.client("bob").knock(ExternalJoin.of(info));
            }));
  }
}

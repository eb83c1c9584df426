package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.ExtensionRule;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.ProposalRule;
import java.util.List;
import java.util.stream.Stream;

/// Proposals, and lists of them, that nobody takes.
final class ProposalBreaches {
  private static final LeafIndex BOB = new LeafIndex(1);
  private static final LeafIndex CAROL = new LeafIndex(2);
  private static final LeafIndex NOBODY = new LeafIndex(3);
  private static final int UNHEARD_OF = 0xF1F2;

  private ProposalBreaches() {}

  static Stream<Breach> all() {
    return Stream.of(single(), lists(), extensions()).flatMap(one -> one);
  }

  private static Proposal remove(LeafIndex leaf) {
    return new Proposal.Remove(leaf);
  }

  private static Proposal context(Extension... extensions) {
    return new Proposal.GroupContextExtensions(List.of(extensions));
  }

  private static KeyPackage keyPackage(World world, String name) {
    return world.client(name).keyPackage();
  }

  private static Stream<Breach> single() {
    return Stream.of(
        Breach.forged(
            ProposalRule.UPDATE_BY_VALUE,
            "in a commit",
            it -> it.commit(new Proposal.Update(it.update()))),
        Breach.forged(
            ProposalRule.REMOVE_OF_NOBODY,
            "a blank leaf, in a commit",
            it -> it.commit(remove(NOBODY))),
        Breach.forged(
            ProposalRule.REMOVE_OF_NOBODY,
            "beyond the tree, proposed",
            it -> it.send(remove(new LeafIndex(-7)))),
        Breach.asked(
            ProposalRule.REMOVE_OF_NOBODY,
            "by ourselves",
            world -> () -> world.client("alice").stage(CommitRequest.empty().remove(NOBODY))),
        Breach.forged(
            ProposalRule.EXTERNAL_INIT_BY_MEMBER,
            "in a commit",
            it -> it.commit(new Proposal.ExternalInit(Bytes.EMPTY))),
        Breach.forged(
            ProposalRule.EXTERNAL_INIT_BY_MEMBER,
            "proposed",
            it -> it.send(new Proposal.ExternalInit(Bytes.EMPTY))),
        Breach.forgedAfter(
            ProposalRule.CACHE_FULL,
            "one more than is kept",
            (world, it) -> {
              var alice = world.client("alice");
              alice.apply(alice.group().settings(Breach.PUBLIC.kept(1, 1)));
              Breach.sent(world, it, remove(BOB));
              return it.send(remove(CAROL));
            }),
        Breach.forgedAfter(
            LeafRule.UPDATE_KEEPS_KEY,
            "proposed",
            (world, it) ->
                it.send(
                    new Proposal.Update(
                        it.update(
                            it.identity,
                            it.epoch().tree().leaf(CAROL).orElseThrow().encryptionKey())))));
  }

  private static Stream<Breach> lists() {
    return Stream.of(
        Breach.forgedAfter(
            ProposalRule.UPDATE_BY_COMMITTER,
            "by reference",
            (world, it) -> it.commitRefs(Breach.sent(world, it, new Proposal.Update(it.update())))),
        Breach.forged(ProposalRule.REMOVE_OF_COMMITTER, "by value", it -> it.commit(remove(CAROL))),
        Breach.forgedAfter(
            ProposalRule.REMOVE_OF_COMMITTER,
            "by reference",
            (world, it) -> it.commitRefs(Breach.sent(world, it, remove(CAROL)))),
        Breach.asked(
            ProposalRule.REMOVE_OF_COMMITTER,
            "by ourselves",
            world ->
                () ->
                    world
                        .client("alice")
                        .stage(CommitRequest.empty().remove(world.client("alice").leaf()))),
        Breach.forged(
            ProposalRule.TWO_CHANGES_OF_A_LEAF,
            "two removes",
            it -> it.commit(remove(BOB), remove(BOB))),
        Breach.forgedAfter(
            ProposalRule.TWO_CHANGES_OF_A_LEAF,
            "update and remove",
            (world, it) -> {
              var bob = new Mallory(world, world.client("bob"));
              Bytes update = bob.send(new Proposal.Update(bob.update()));
              Bytes first =
                  ((Incoming.ProposalHeld) world.client("alice").receive(update)).reference();
              Bytes second = Breach.sent(world, it, remove(BOB));
              return it.commitRefs(first, second);
            }),
        Breach.forgedAfter(
            ProposalRule.CLIENT_ADDED_TWICE,
            "two packages of one client",
            (world, it) ->
                it.commit(
                    new Proposal.Add(keyPackage(world, "dave")),
                    new Proposal.Add(keyPackage(world, "dave")))),
        Breach.forgedAfter(
            ProposalRule.CLIENT_ALREADY_MEMBER,
            "bob once more",
            (world, it) -> it.commit(new Proposal.Add(keyPackage(world, "bob")))),
        Breach.asked(
            ProposalRule.CLIENT_ALREADY_MEMBER,
            "by ourselves",
            world ->
                () ->
                    world
                        .client("alice")
                        .stage(CommitRequest.empty().add(keyPackage(world, "bob")))),
        Breach.forgedAfter(
            ProposalRule.REFERENCE_TWICE,
            "one add",
            (world, it) -> {
              Bytes once = Breach.sent(world, it, new Proposal.Add(keyPackage(world, "dave")));
              return it.commitRefs(once, once);
            }),
        Breach.asked(
            ProposalRule.COMMIT_FIRST,
            "text after a proposal of another",
            world -> {
              Breach.sent(world, new Mallory(world, world.client("carol")), remove(BOB));
              return () -> world.client("alice").say("too early");
            }));
  }

  private static Stream<Breach> extensions() {
    var demanding = new Extension.RequiredCapabilities(List.of(UNHEARD_OF), List.of(), List.of());
    return Stream.of(
        Breach.forged(
            ProposalRule.TWO_EXTENSION_CHANGES,
            "both empty",
            it -> it.commit(context(), context())),
        Breach.asked(
            ProposalRule.REQUIRED_CAPABILITIES_UNMET,
            "the committer alone meets them",
            world ->
                () ->
                    world
                        .client("alice")
                        .stage(
                            CommitRequest.empty()
                                .identity(world.client("alice").identity.supporting(UNHEARD_OF))
                                .extensions(List.of(demanding)))),
        Breach.asked(
            ProposalRule.EXTENSION_UNSUPPORTED,
            "the committer alone supports it",
            world ->
                () ->
                    world
                        .client("alice")
                        .stage(
                            CommitRequest.empty()
                                .identity(world.client("alice").identity.supporting(UNHEARD_OF))
                                .extensions(
                                    List.of(new Extension.Unknown(UNHEARD_OF, Bytes.EMPTY))))),
        Breach.forged(
            ProposalRule.REQUIRED_CAPABILITIES_UNMET,
            "received from a committer who meets them",
            it -> it.commitAs(it.identity.supporting(UNHEARD_OF), context(demanding))),
        Breach.forged(
            ProposalRule.EXTENSION_UNSUPPORTED,
            "received from a committer who supports it",
            it ->
                it.commitAs(
                    it.identity.supporting(UNHEARD_OF),
                    context(new Extension.Unknown(UNHEARD_OF, Bytes.EMPTY)))),
        Breach.forged(
            LeafRule.REQUIRED_CAPABILITIES,
            "the committer's leaf, under the new extensions",
            it -> it.commit(context(demanding))),
        Breach.forged(
            ExtensionRule.MISPLACED,
            "an application id, in a commit",
            it -> it.commit(context(new Extension.ApplicationId(Bytes.EMPTY)))),
        Breach.forged(
            ExtensionRule.MISPLACED,
            "an application id, proposed",
            it -> it.send(context(new Extension.ApplicationId(Bytes.EMPTY)))),
        Breach.asked(
            ExtensionRule.GREASE_IN_CONTEXT,
            "by ourselves",
            world ->
                () ->
                    world
                        .client("alice")
                        .stage(
                            CommitRequest.empty()
                                .extensions(List.of(new Extension.Unknown(0x2A2A, Bytes.EMPTY))))));
  }
}

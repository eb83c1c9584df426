package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId.Source;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.policy.ApplicationRule;
import dev.coterie.mls.policy.ExtensionRule;
import dev.coterie.mls.policy.LinkRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.policy.WelcomeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Groups that claim to go on from another one, and do not.
final class LinkBreaches {
  private static final GroupId NEXT = new GroupId(Bytes.ofUtf8("next"));
  private static final Extension REQUIRED =
      new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1));

  private LinkBreaches() {}

  static Stream<Breach> all() {
    return Stream.of(proposals(), founders(), joiners()).flatMap(one -> one);
  }

  private static Proposal.ReInit to(CipherSuite suite) {
    return SuccessionTest.to(suite);
  }

  private static Stream<Breach> proposals() {
    var backwards = new Proposal.ReInit(NEXT, new ProtocolVersion(0), new SuiteId(1), List.of());
    return Stream.of(
        Breach.forged(ProposalRule.REINIT_VERSION, "proposed", it -> it.send(backwards)),
        Breach.forged(ProposalRule.REINIT_VERSION, "in a commit", it -> it.commitBare(backwards)),
        Breach.forged(
            ProposalRule.REINIT_NOT_ALONE,
            "beside a remove",
            it -> it.commit(to(it.identity.suite()), new Proposal.Remove(new LeafIndex(1)))),
        Breach.forged(
            ProposalRule.REINIT_NOT_ALONE,
            "twice",
            it -> it.commit(to(it.identity.suite()), to(it.identity.suite()))),
        Breach.asked(
            ProposalRule.REINIT_NOT_ALONE,
            "by ourselves",
            world ->
                () ->
                    world
                        .client("alice")
                        .stage(
                            CommitRequest.empty()
                                .remove(new LeafIndex(1))
                                .reInit(to(world.suite)))),
        Breach.asked(
            LinkRule.REINIT_GROUP_ID,
            "in a commit of ours",
            world -> () -> world.client("alice").stage(CommitRequest.empty().reInit(same(world)))),
        Breach.asked(
            LinkRule.REINIT_GROUP_ID,
            "proposed by us",
            world -> () -> world.client("alice").propose(same(world))),
        Breach.asked(
            ExtensionRule.MISPLACED,
            "announced by us",
            world ->
                () ->
                    world
                        .client("alice")
                        .propose(
                            SuccessionTest.to(
                                world.suite, new Extension.ApplicationId(Bytes.EMPTY)))),
        Breach.asked(
            ApplicationRule.REINITIALISED,
            "text in a group that is over",
            world -> {
              ended(world);
              return () -> world.client("alice").say("still here");
            }),
        Breach.asked(
            ApplicationRule.REINITIALISED,
            "a commit in a group that is over",
            world -> {
              ended(world);
              Bytes late =
                  new Mallory(world, world.client("carol"))
                      .send(new Commit(List.of(), Optional.empty()));
              return () -> world.client("alice").receive(late);
            }));
  }

  private static Proposal.ReInit same(World world) {
    return new Proposal.ReInit(
        world.client("alice").group().id(),
        ProtocolVersion.MLS10,
        SuiteId.of(world.suite),
        List.of());
  }

  private static void ended(World world) {
    world.commit(world.client("alice"), CommitRequest.empty().reInit(to(world.suite)));
  }

  private static Succession from(World world, World fresh, String name) {
    return Succession.of(
        world.client(name).group(),
        Engine.of(world.suite),
        fresh.client(name).identity,
        world.settings);
  }

  private static World fresh(World world) {
    return new World(world.suite, 9, world.settings);
  }

  private static List<KeyPackage> packages(World fresh, String... names) {
    return Stream.of(names).map(name -> fresh.client(name).keyPackage()).toList();
  }

  private static Breach reinitialising(MlsRule rule, String how, String... names) {
    return Breach.asked(
        rule,
        how,
        world -> {
          ended(world);
          World fresh = fresh(world);
          List<KeyPackage> packages = packages(fresh, names);
          return () -> from(world, fresh, "alice").reinitialise(packages, fresh.random, fresh.now);
        });
  }

  private static Breach branching(
      MlsRule rule, String how, Function<World, GroupId> id, String... names) {
    return Breach.asked(
        rule,
        how,
        world -> {
          World fresh = fresh(world);
          List<KeyPackage> packages = packages(fresh, names);
          return () ->
              from(world, fresh, "alice")
                  .branch(id.apply(world), List.of(), packages, fresh.random, fresh.now);
        });
  }

  private static Stream<Breach> founders() {
    return Stream.of(
        Breach.asked(
            LinkRule.NOT_REINITIALISED,
            "the old group is at work",
            world -> {
              World fresh = fresh(world);
              return () ->
                  from(world, fresh, "alice").reinitialise(List.of(), fresh.random, fresh.now);
            }),
        reinitialising(LinkRule.MEMBER_MISSING, "made without carol", "bob"),
        reinitialising(LinkRule.STRANGER, "made with dave", "bob", "carol", "dave"),
        reinitialising(LinkRule.STRANGER, "made with bob twice", "bob", "carol", "bob"),
        branching(LinkRule.STRANGER, "made with dave", world -> NEXT, "dave"),
        branching(
            LinkRule.BRANCH_PARAMETERS,
            "made under the same id",
            world -> world.client("alice").group().id(),
            "bob"),
        Breach.asked(
            ApplicationRule.REINITIALISED,
            "a branch of a group that is over",
            world -> {
              ended(world);
              World fresh = fresh(world);
              return () ->
                  from(world, fresh, "alice")
                      .branch(NEXT, List.of(), List.of(), fresh.random, fresh.now);
            }));
  }

  /// A group that alice makes as she likes.
  ///
  /// @param id its name
  /// @param extensions of its context
  /// @param usage of the link to the old group
  /// @param others whom she adds besides bob
  private record Forged(
      GroupId id, List<Extension> extensions, ResumptionUsage usage, List<String> others) {
    static Forged of(ResumptionUsage usage, String... others) {
      return new Forged(NEXT, List.of(), usage, List.of(others));
    }
  }

  /// Bob follows a welcome that alice forged.
  private static Breach joining(
      MlsRule rule, String how, boolean ended, Function<World, Forged> forged) {
    return following(rule, how, ended, forged, UnaryOperator.identity(), true);
  }

  private static Breach following(
      MlsRule rule,
      String how,
      boolean ended,
      Function<World, Forged> forged,
      UnaryOperator<CommitRequest> more,
      boolean continuing) {
    return Breach.asked(
        rule,
        how,
        world -> {
          if (ended) {
            ended(world);
          }
          World fresh = fresh(world);
          Forged plan = forged.apply(world);
          KeyPackageBundle bobs = fresh.client("bob").bundle();
          Bytes welcome = welcome(world, fresh, plan, bobs.keyPackage(), more);
          JoinRequest request = JoinRequest.of(bobs, welcome);
          return () -> {
            if (continuing) {
              from(world, fresh, "bob").join(request, fresh.now);
            } else {
              MlsGroup.join(
                  Engine.of(world.suite),
                  fresh.client("bob").identity,
                  request.keys(linked(world, plan.usage())),
                  world.settings,
                  fresh.now);
            }
          };
        });
  }

  private static Source link(World world, ResumptionUsage usage) {
    MlsGroup old = world.client("alice").group();
    return new Source.Resumption(usage, old.id(), old.epoch());
  }

  private static PreSharedKeys linked(World world, ResumptionUsage usage) {
    Source name = link(world, usage);
    return PreSharedKeys.NONE.with(
        name, world.client("alice").group().state().resumptions(usage).find(name).orElseThrow());
  }

  private static Bytes welcome(
      World world, World fresh, Forged plan, KeyPackage bobs, UnaryOperator<CommitRequest> more) {
    try (MlsGroup group =
        MlsGroup.create(
                fresh.client("alice").identity,
                plan.id(),
                plan.extensions(),
                world.settings,
                fresh.random,
                fresh.now)
            .group()) {
      List<KeyPackage> packages =
          new ArrayList<>(packages(fresh, plan.others().toArray(String[]::new)));
      packages.add(bobs);
      CommitRequest request =
          more.apply(
              CommitRequest.empty()
                  .link(plan.usage(), link(world, plan.usage()))
                  .keys(linked(world, plan.usage())));
      return group.stage(request.add(packages), fresh.random, fresh.now).welcome().orElseThrow();
    }
  }

  private static Stream<Breach> joiners() {
    return Stream.of(
        joining(
            LinkRule.NOT_REINITIALISED,
            "bob's old group is at work",
            false,
            world -> Forged.of(ResumptionUsage.REINIT, "carol")),
        joining(
            LinkRule.MEMBER_MISSING,
            "joined without carol",
            true,
            world -> Forged.of(ResumptionUsage.REINIT)),
        joining(
            LinkRule.STRANGER,
            "joined with dave",
            true,
            world -> Forged.of(ResumptionUsage.REINIT, "carol", "dave")),
        joining(
            LinkRule.STRANGER,
            "a branch joined with dave",
            false,
            world -> Forged.of(ResumptionUsage.BRANCH, "dave")),
        joining(
            LinkRule.REINIT_PARAMETERS,
            "another id",
            true,
            world ->
                new Forged(
                    new GroupId(Bytes.ofUtf8("elsewhere")),
                    List.of(),
                    ResumptionUsage.REINIT,
                    List.of("carol"))),
        joining(
            LinkRule.REINIT_PARAMETERS,
            "other extensions",
            true,
            world -> new Forged(NEXT, List.of(REQUIRED), ResumptionUsage.REINIT, List.of("carol"))),
        joining(
            LinkRule.BRANCH_PARAMETERS,
            "joined under the same id",
            false,
            world ->
                new Forged(
                    world.client("bob").group().id(),
                    List.of(),
                    ResumptionUsage.BRANCH,
                    List.of())),
        following(
            LinkRule.NOT_LINKED,
            "a group like any other",
            true,
            world -> Forged.of(ResumptionUsage.REINIT, "carol"),
            request -> CommitRequest.empty(),
            true),
        following(
            WelcomeRule.PSK_UNKNOWN,
            "a link that is taken for a plain key",
            true,
            world -> Forged.of(ResumptionUsage.REINIT, "carol"),
            UnaryOperator.identity(),
            false),
        olderBranch());
  }

  private static Breach olderBranch() {
    return Breach.asked(
        LinkRule.FIRST_EPOCH,
        "a branch that is older than its members say",
        world -> {
          World fresh = fresh(world);
          KeyPackageBundle bobs = fresh.client("bob").bundle();
          MlsGroup group =
              MlsGroup.create(
                      fresh.client("alice").identity,
                      NEXT,
                      List.of(),
                      world.settings,
                      fresh.random,
                      fresh.now)
                  .group();
          group.merge(group.stage(CommitRequest.empty(), fresh.random, fresh.now));
          StagedCommit second =
              group.stage(
                  CommitRequest.empty()
                      .link(ResumptionUsage.BRANCH, link(world, ResumptionUsage.BRANCH))
                      .keys(linked(world, ResumptionUsage.BRANCH))
                      .add(bobs.keyPackage()),
                  fresh.random,
                  fresh.now);
          JoinRequest request = JoinRequest.of(bobs, second.welcome().orElseThrow());
          return () -> from(world, fresh, "bob").join(request, fresh.now);
        });
  }
}

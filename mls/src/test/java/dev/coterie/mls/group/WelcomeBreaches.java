package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.policy.CredentialRule;
import dev.coterie.mls.policy.ExtensionRule;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.policy.ScheduleRule;
import dev.coterie.mls.policy.TreeRule;
import dev.coterie.mls.policy.WelcomeRule;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Welcomes that nobody follows, and groups that nobody founds. Bob, who refuses, has no state; it
/// is the committer's that stays as it was, and bob's key package that is good for the real welcome
/// afterwards.
final class WelcomeBreaches {
  private static final LeafIndex ALICE = new LeafIndex(0);
  private static final int ODD = 0xF1F2;

  private WelcomeBreaches() {}

  static Stream<Breach> all() {
    return Stream.of(envelopes(), infos(), signers(), surroundings(), founding())
        .flatMap(one -> one);
  }

  /// A group of alice and carol that is about to add bob.
  private record Scene(
      World world, KeyPackageBundle bundle, StagedCommit staged, WelcomeForge forge) {
    static Scene of(World world, CommitRequest request) {
      KeyPackageBundle bundle = world.client("bob").bundle();
      StagedCommit staged = world.client("alice").stage(request.add(List.of(bundle.keyPackage())));
      return new Scene(
          world, bundle, staged, new WelcomeForge(world, bundle, staged.welcome().orElseThrow()));
    }

    static Scene of(World world) {
      return of(world, CommitRequest.empty());
    }

    Bytes signed(LeafIndex leaf, UnaryOperator<GroupContext> context, Bytes tag) {
      return forge.with(
          forge.signed(world.client("alice"), leaf, context, UnaryOperator.identity(), tag));
    }

    Bytes signed(UnaryOperator<GroupContext> context) {
      return signed(ALICE, context, forge.info.confirmationTag());
    }

    Joined join(Engine engine, Identity identity, Bytes welcome) {
      return MlsGroup.join(
          engine, identity, bundle, welcome, Optional.empty(), world.settings, World.NOW);
    }
  }

  private static Breach forged(MlsRule rule, String how, Function<Scene, Bytes> forge) {
    return refused(
        rule,
        how,
        Scene::of,
        (scene, engine) -> {
          Bytes welcome = forge.apply(scene);
          return () -> scene.join(engine, scene.world.client("bob").identity, welcome);
        });
  }

  private static Breach refused(
      MlsRule rule,
      String how,
      Function<World, Scene> setUp,
      BiFunction<Scene, Engine, Runnable> attempt) {
    return new Breach(
        rule,
        how,
        suite -> {
          Scene scene = setUp.apply(World.of(suite, Breach.PUBLIC, "alice", "carol"));
          return new Breach.Attempt(
              scene.world.client("alice"), attempt.apply(scene, Engine.of(suite)));
        });
  }

  private static Stream<Breach> envelopes() {
    return Stream.of(
        forged(WelcomeRule.NOT_A_WELCOME, "a commit", scene -> scene.staged.commitMessage()),
        forged(
            WelcomeRule.NOT_FOR_THIS_PACKAGE,
            "for dave",
            scene ->
                scene
                    .world
                    .client("alice")
                    .stage(CommitRequest.empty().add(scene.world.client("dave").keyPackage()))
                    .welcome()
                    .orElseThrow()),
        forged(WelcomeRule.SUITE, "of another suite", scene -> scene.forge.withSuite(0x7A7A)),
        forged(
            WelcomeRule.SECRETS_UNREADABLE,
            "a flipped bit",
            scene -> scene.forge.withSpoiledSecrets()),
        forged(
            WelcomeRule.PSK_UNKNOWN,
            "an external key",
            scene ->
                scene.forge.with(
                    Optional.empty(),
                    List.of(
                        new PreSharedKeyId(
                            new PreSharedKeyId.Source.External(Bytes.EMPTY),
                            scene.world.random.bytes(scene.world.suite.hashSize()))))),
        forged(
            ScheduleRule.PSK_NONCE,
            "an empty nonce in a welcome",
            scene ->
                scene.forge.with(
                    Optional.empty(),
                    List.of(
                        new PreSharedKeyId(
                            new PreSharedKeyId.Source.External(Bytes.EMPTY), Bytes.EMPTY)))),
        forged(
            PskRule.TWICE,
            "in a welcome",
            scene -> {
              var name =
                  new PreSharedKeyId(
                      new PreSharedKeyId.Source.External(Bytes.EMPTY),
                      scene.world.random.bytes(scene.world.suite.hashSize()));
              return scene.forge.with(Optional.empty(), List.of(name, name));
            }),
        forged(
            WelcomeRule.TWO_LINKS,
            "a branch and a re-init",
            scene ->
                scene.forge.with(
                    Optional.empty(),
                    Stream.of(ResumptionUsage.BRANCH, ResumptionUsage.REINIT)
                        .map(
                            usage ->
                                new PreSharedKeyId(
                                    new PreSharedKeyId.Source.Resumption(
                                        usage, scene.staged.groupId(), scene.staged.epochBefore()),
                                    Bytes.EMPTY))
                        .toList())),
        forged(
            WelcomeRule.GROUP_INFO_UNREADABLE,
            "random bytes",
            scene -> scene.forge.withInfo(scene.world.random.bytes(300))),
        forged(
            WelcomeRule.PATH_SECRET,
            "of another node",
            scene ->
                scene.forge.with(
                    Optional.of(scene.world.random.secret(scene.world.suite.hashSize())),
                    List.of())));
  }

  private static GroupContext context(
      GroupContext was, ProtocolVersion version, int suite, Bytes treeHash, List<Extension> all) {
    return new GroupContext(
        version,
        new SuiteId(suite),
        was.groupId(),
        was.epoch(),
        treeHash,
        was.confirmedTranscriptHash(),
        all);
  }

  private static Stream<Breach> infos() {
    return Stream.of(
        forged(
            GroupInfoRule.VERSION,
            "version 2",
            scene ->
                scene.signed(
                    was ->
                        context(
                            was,
                            new ProtocolVersion(2),
                            was.cipherSuite().code(),
                            was.treeHash(),
                            was.extensions()))),
        forged(
            GroupInfoRule.SUITE,
            "another suite inside",
            scene ->
                scene.signed(
                    was -> context(was, was.version(), 0x7A7A, was.treeHash(), was.extensions()))),
        forged(
            TreeRule.TREE_HASH,
            "of another tree",
            scene ->
                scene.signed(
                    was ->
                        context(
                            was,
                            was.version(),
                            was.cipherSuite().code(),
                            was.confirmedTranscriptHash(),
                            was.extensions()))),
        forged(
            ExtensionRule.MISPLACED,
            "an application id in the context",
            scene ->
                scene.signed(
                    was ->
                        context(
                            was,
                            was.version(),
                            was.cipherSuite().code(),
                            was.treeHash(),
                            List.of(new Extension.ApplicationId(Bytes.EMPTY))))),
        forged(
            WelcomeRule.EXTENSION_UNSUPPORTED,
            "an unknown extension in the context",
            scene ->
                scene.signed(
                    was ->
                        context(
                            was,
                            was.version(),
                            was.cipherSuite().code(),
                            was.treeHash(),
                            List.of(new Extension.Unknown(ODD, Bytes.EMPTY))))),
        forged(
            WelcomeRule.EXTENSION_UNSUPPORTED,
            "an unknown extension is required",
            scene ->
                scene.signed(
                    was ->
                        context(
                            was,
                            was.version(),
                            was.cipherSuite().code(),
                            was.treeHash(),
                            List.of(
                                new Extension.RequiredCapabilities(
                                    List.of(ODD), List.of(), List.of()))))));
  }

  private static Stream<Breach> signers() {
    return Stream.of(
        forged(
            GroupInfoRule.SIGNER_UNKNOWN,
            "a blank leaf",
            scene ->
                scene.signed(
                    new LeafIndex(3),
                    UnaryOperator.identity(),
                    scene.forge.info.confirmationTag())),
        forged(
            GroupInfoRule.SIGNATURE,
            "alice in the name of carol",
            scene ->
                scene.signed(
                    new LeafIndex(1),
                    UnaryOperator.identity(),
                    scene.forge.info.confirmationTag())),
        forged(
            WelcomeRule.SIGNER_IS_SELF,
            "signed with bob's own key",
            scene ->
                scene.forge.with(
                    scene.forge.signed(
                        scene.world.client("bob"),
                        new LeafIndex(2),
                        UnaryOperator.identity(),
                        UnaryOperator.identity(),
                        scene.forge.info.confirmationTag()))),
        forged(
            WelcomeRule.CONFIRMATION_TAG,
            "an empty tag",
            scene -> scene.signed(ALICE, UnaryOperator.identity(), Bytes.EMPTY)),
        forged(
            WelcomeRule.NOT_IN_TREE,
            "the epoch before bob came",
            scene -> scene.forge.with(before(scene))));
  }

  private static GroupInfo before(Scene scene) {
    return GroupInfos.forWelcome(
        scene.world.crypto,
        scene.world.client("alice").identity,
        new Mallory(scene.world, scene.world.client("alice")).epoch(),
        TreePlacement.INSIDE,
        scene.world.random);
  }

  private static Stream<Breach> surroundings() {
    return Stream.of(
        refused(
            WelcomeRule.TREE_MISSING,
            "neither inside nor beside",
            world -> Scene.of(world, CommitRequest.empty().tree(TreePlacement.BESIDE)),
            (scene, engine) ->
                () ->
                    scene.join(
                        engine,
                        scene.world.client("bob").identity,
                        scene.staged.welcome().orElseThrow())),
        refused(
            WelcomeRule.GROUP_KNOWN,
            "we are in it",
            Scene::of,
            (scene, engine) ->
                () ->
                    scene.join(
                        engine.occupied(scene.staged.groupId()::equals),
                        scene.world.client("bob").identity,
                        scene.staged.welcome().orElseThrow())),
        refused(
            CredentialRule.REFUSED,
            "a member that the service does not know",
            Scene::of,
            (scene, engine) ->
                () ->
                    scene.join(
                        engine.credentials(new Nobody()),
                        scene.world.client("bob").identity,
                        scene.staged.welcome().orElseThrow())));
  }

  /// A service that knows nobody.
  private static final class Nobody implements CredentialValidator {
    @Override
    public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
      return false;
    }

    @Override
    public boolean acceptsSuccessor(
        Credential old, Credential fresh, SignaturePublicKey key, Occasion occasion) {
      return false;
    }
  }

  private static Breach founded(MlsRule rule, String how, Extension extension) {
    return Breach.asked(
        rule,
        how,
        world ->
            () ->
                MlsGroup.create(
                    world.client("erin").identity,
                    new GroupId(Bytes.EMPTY),
                    List.of(extension),
                    world.settings,
                    world.random,
                    World.NOW));
  }

  private static Stream<Breach> founding() {
    return Stream.of(
        founded(
            GroupInfoRule.CREATOR_LACKS_SUPPORT,
            "an extension of somebody else",
            new Extension.Unknown(ODD, Bytes.EMPTY)),
        founded(
            GroupInfoRule.CREATOR_LACKS_SUPPORT,
            "a requirement that we do not meet",
            new Extension.RequiredCapabilities(List.of(ODD), List.of(), List.of())),
        founded(
            ExtensionRule.MISPLACED,
            "a tree in the context",
            new Extension.RatchetTree(Bytes.EMPTY)),
        founded(
            ExtensionRule.GREASE_IN_CONTEXT,
            "in the context",
            new Extension.Unknown(0x0A0A, Bytes.EMPTY)));
  }
}

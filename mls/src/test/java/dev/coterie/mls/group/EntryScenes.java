package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.KeyExport;
import dev.coterie.mls.group.Scene.Maker;
import dev.coterie.mls.message.GroupId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Everything that one enters a group with. Dave comes in; where a group goes on elsewhere, bob
/// does, and his state of the old group is watched.
final class EntryScenes {
  private EntryScenes() {}

  private static Supplier<Bytes> waiting(KeyPackageBundle bundle) {
    return () -> bundle.encode(KeyExport.dangerously());
  }

  private static Scene joining(
      World world,
      World.Client watched,
      Bytes message,
      KeyPackageBundle bundle,
      Function<Bytes, JoinRequest> request) {
    World.Client dave = world.client("dave");
    return Scene.entered(
        watched,
        message,
        bytes ->
            MlsGroup.join(
                world.engine, dave.identity, request.apply(bytes), world.settings, World.NOW),
        waiting(bundle));
  }

  private static Maker welcome(
      String name, TreePlacement tree, Function<CommitRequest, CommitRequest> more) {
    return new Maker(
        name,
        wire -> {
          World world = GroupScenes.world(wire);
          KeyPackageBundle bundle = world.client("dave").bundle();
          StagedCommit staged =
              world
                  .client("alice")
                  .stage(
                      more.apply(
                          CommitRequest.empty()
                              .add(bundle.keyPackage())
                              .keys(GroupScenes.keys())
                              .tree(tree)));
          return joining(
              world,
              world.client("alice"),
              staged.welcome().orElseThrow(),
              bundle,
              bytes -> request(bundle, bytes, staged.ratchetTree()));
        });
  }

  private static JoinRequest request(KeyPackageBundle bundle, Bytes welcome, Optional<Bytes> tree) {
    JoinRequest bare = JoinRequest.of(bundle, welcome).keys(GroupScenes.keys());
    return tree.map(bare::tree).orElse(bare);
  }

  /// The ratchet tree from beside a welcome.
  private static Maker treeBesideAWelcome() {
    return new Maker(
        "ratchet tree beside a welcome",
        wire -> {
          World world = GroupScenes.world(wire);
          KeyPackageBundle bundle = world.client("dave").bundle();
          StagedCommit staged =
              world
                  .client("alice")
                  .stage(CommitRequest.empty().add(bundle.keyPackage()).tree(TreePlacement.BESIDE));
          return joining(
              world,
              world.client("alice"),
              staged.ratchetTree().orElseThrow(),
              bundle,
              bytes -> request(bundle, staged.welcome().orElseThrow(), Optional.of(bytes)));
        });
  }

  private static Maker groupInfo(String name, TreePlacement tree) {
    return new Maker(
        name,
        wire -> {
          World world = GroupScenes.world(wire);
          World.Client alice = world.client("alice");
          Bytes info = alice.groupInfo(tree);
          Optional<Bytes> beside =
              tree == TreePlacement.BESIDE
                  ? Optional.of(alice.group().ratchetTree())
                  : Optional.empty();
          return Scene.entered(
              alice,
              info,
              bytes -> {
                ExternalJoin bare = ExternalJoin.of(bytes);
                world.client("dave").knock(beside.map(bare::tree).orElse(bare));
              },
              () -> Bytes.EMPTY);
        });
  }

  private static Maker keyPackage() {
    return new Maker(
        "key package",
        wire -> {
          World world = GroupScenes.world(wire);
          World.Client alice = world.client("alice");
          Bytes message = KeyPackages.message(world.client("dave").bundle().keyPackage());
          return Scene.entered(
              alice,
              message,
              bytes -> alice.stage(CommitRequest.empty().add(KeyPackages.read(bytes))),
              () -> Bytes.EMPTY);
        });
  }

  /// A welcome to the group that the old one goes on as, or that branches off.
  private static Maker succession(String name, boolean ended) {
    return new Maker(
        name,
        wire -> {
          World old =
              World.of(
                  GroupScenes.SUITE, GroupSettings.recommended().handshakes(wire), "alice", "bob");
          if (ended) {
            old.commit(
                old.client("alice"),
                CommitRequest.empty().reInit(SuccessionTest.to(GroupScenes.SUITE)));
          }
          World fresh = new World(GroupScenes.SUITE, 9, old.settings);
          KeyPackageBundle bobs = fresh.client("bob").bundle();
          Succession alices = succession(old.client("alice"), fresh.client("alice"));
          var invited = List.of(bobs.keyPackage());
          Successor made =
              ended
                  ? alices.reinitialise(invited, fresh.random, World.NOW)
                  : alices.branch(
                      new GroupId(Bytes.ofUtf8("aside")),
                      List.of(),
                      invited,
                      fresh.random,
                      World.NOW);
          Succession bob = succession(old.client("bob"), fresh.client("bob"));
          return Scene.entered(
              old.client("bob"),
              made.welcome().orElseThrow(),
              bytes -> bob.join(JoinRequest.of(bobs, bytes), World.NOW),
              waiting(bobs));
        });
  }

  private static Succession succession(World.Client old, World.Client fresh) {
    return Succession.of(
        old.group(),
        Engine.of(fresh.identity.suite()),
        fresh.identity,
        GroupSettings.recommended());
  }

  static Stream<Maker> all() {
    return Stream.of(
        welcome("welcome with the tree", TreePlacement.INSIDE, one -> one),
        welcome("welcome beside the tree", TreePlacement.BESIDE, one -> one),
        welcome(
            "welcome without a path secret",
            TreePlacement.INSIDE,
            one -> one.path(CommitRequest.PathPolicy.WHEN_NEEDED)),
        welcome("welcome with a key", TreePlacement.INSIDE, one -> one.psk(GroupScenes.PSK)),
        treeBesideAWelcome(),
        groupInfo("group info with the tree", TreePlacement.INSIDE),
        groupInfo("group info beside the tree", TreePlacement.BESIDE),
        keyPackage(),
        succession("welcome after a reinit", true),
        succession("welcome to a branch", false));
  }
}

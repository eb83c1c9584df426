package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.group.Scene.Maker;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.PreSharedKeyId.Source;
import dev.coterie.mls.message.Proposal;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// Everything that a member can be sent by members and by those outside. Alice receives; bob and
/// carol are in her group.
final class GroupScenes {
  static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  static final Source PSK = new Source.External(Bytes.ofUtf8("table"));

  private GroupScenes() {}

  static PreSharedKeys keys() {
    return PreSharedKeys.external(
        Bytes.ofUtf8("table"), Secret.copyOf(Bytes.ofUtf8("a secret of many octets")));
  }

  static World world(HandshakeWire wire) {
    World world = new World(SUITE, 1, GroupSettings.recommended().handshakes(wire));
    world.engine = world.engine.outsiders(OutsiderPolicy.open());
    return world.group("alice", "bob", "carol");
  }

  private static Maker scene(String name, BiFunction<World, World.Client, Scene> scene) {
    return new Maker(
        name,
        wire -> {
          World world = world(wire);
          return scene.apply(world, world.client("alice"));
        });
  }

  private static Maker proposal(String name, Function<World, Proposed> propose) {
    return scene(
        "proposal " + name,
        (world, alice) -> Scene.received(alice, propose.apply(world).message()));
  }

  private static Maker commit(String name, Function<World, CommitRequest> request) {
    return scene(
        "commit " + name,
        (world, alice) -> {
          StagedCommit staged = world.client("bob").stage(request.apply(world).keys(keys()));
          return Scene.received(alice, staged.commitMessage(), keys());
        });
  }

  private static Extension required() {
    return new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1));
  }

  static Stream<Maker> all() {
    return Stream.of(texts(), proposals(), commits(), waiting(), outside()).flatMap(one -> one);
  }

  private static Stream<Maker> texts() {
    return Stream.of(
        scene(
            "application message",
            (world, alice) -> Scene.received(alice, world.client("bob").say("hello"))),
        scene(
            "application message of a past epoch",
            (world, alice) -> {
              Bytes late = world.client("bob").say("late");
              world.commit(world.client("carol"), CommitRequest.empty());
              return Scene.received(alice, late);
            }),
        scene(
            "application message after one that was skipped",
            (world, alice) -> {
              Bytes first = world.client("bob").say("first");
              alice.hear(world.client("bob").say("second"));
              return Scene.received(alice, first);
            }));
  }

  private static Stream<Maker> proposals() {
    return Stream.of(
        proposal(
            "add",
            world ->
                world.client("bob").propose(new Proposal.Add(world.client("dave").keyPackage()))),
        proposal("update", world -> world.client("bob").proposeUpdate()),
        proposal(
            "remove",
            world ->
                world.client("bob").propose(new Proposal.Remove(world.client("carol").leaf()))),
        proposal("psk", world -> world.client("bob").proposePsk(PSK)),
        proposal("reinit", world -> world.client("bob").propose(SuccessionTest.to(SUITE))),
        proposal(
            "extensions",
            world ->
                world
                    .client("bob")
                    .propose(new Proposal.GroupContextExtensions(List.of(required())))));
  }

  private static Stream<Maker> commits() {
    return Stream.of(
        commit("of nothing", _ -> CommitRequest.empty()),
        commit("of add", world -> CommitRequest.empty().add(world.client("dave").keyPackage())),
        commit(
            "of add, without a path",
            world ->
                CommitRequest.empty()
                    .add(world.client("dave").keyPackage())
                    .path(CommitRequest.PathPolicy.WHEN_NEEDED)),
        commit("of remove", world -> CommitRequest.empty().remove(world.client("carol").leaf())),
        commit(
            "that removes us", world -> CommitRequest.empty().remove(world.client("alice").leaf())),
        commit("of psk", _ -> CommitRequest.empty().psk(PSK)),
        commit("of extensions", _ -> CommitRequest.empty().extensions(List.of(required()))),
        commit("of reinit", _ -> CommitRequest.empty().reInit(SuccessionTest.to(SUITE))),
        scene(
            "commit by reference",
            (world, alice) -> {
              alice.receive(world.client("bob").proposeUpdate().message());
              Proposed update = world.client("carol").proposeUpdate();
              alice.receive(update.message());
              world.client("bob").receive(update.message());
              StagedCommit staged = world.client("bob").stage(CommitRequest.empty());
              return Scene.received(alice, staged.commitMessage());
            }));
  }

  private static Stream<Maker> waiting() {
    return Stream.of(
        scene(
            "commit that will be held for a proposal",
            (world, alice) -> {
              Proposed update = world.client("carol").proposeUpdate();
              world.client("bob").receive(update.message());
              StagedCommit staged = world.client("bob").stage(CommitRequest.empty());
              return Scene.received(alice, staged.commitMessage());
            }),
        scene(
            "proposal that a held commit waits for",
            (world, alice) -> {
              Proposed update = world.client("carol").proposeUpdate();
              world.client("bob").receive(update.message());
              StagedCommit staged = world.client("bob").stage(CommitRequest.empty());
              alice.receive(staged.commitMessage());
              return Scene.received(alice, update.message());
            }),
        scene(
            "commit that will be held for a key",
            (world, alice) ->
                Scene.received(
                    alice,
                    world
                        .client("bob")
                        .stage(CommitRequest.empty().psk(PSK).keys(keys()))
                        .commitMessage())),
        scene(
            "commit beside one of ours that waits",
            (world, alice) -> {
              alice.apply(alice.group().keep(alice.stage(CommitRequest.empty())));
              return Scene.received(
                  alice, world.client("bob").stage(CommitRequest.empty()).commitMessage());
            }),
        scene("our own application message", (_, alice) -> Scene.received(alice, alice.say("me"))),
        scene(
            "our own commit that waits",
            (_, alice) -> {
              StagedCommit own = alice.stage(CommitRequest.empty());
              alice.apply(alice.group().keep(own));
              return Scene.received(alice, own.commitMessage());
            }));
  }

  private static Stream<Maker> outside() {
    return Stream.of(
        scene(
            "proposal of a listed sender",
            (world, alice) -> {
              world.commit(
                  world.client("bob"),
                  CommitRequest.empty()
                      .extensions(List.of(OutsiderBreaches.senders(world, "nobody", "server"))));
              return Scene.received(
                  alice,
                  OutsiderBreaches.proposed(
                      world, "server", 1, new Proposal.Remove(world.client("carol").leaf())));
            }),
        scene(
            "request to be added",
            (world, alice) -> {
              var dave = world.client("dave");
              MlsGroup group = alice.group();
              return Scene.received(
                  alice,
                  Outsiders.askToJoin(dave.identity, dave.keyPackage(), group.id(), group.epoch()));
            }),
        scene(
            "external commit",
            (world, alice) -> Scene.received(alice, knock(world, "dave", one -> one))),
        scene(
            "external commit with a key",
            (world, alice) ->
                Scene.received(
                    alice, knock(world, "dave", one -> one.psk(PSK).keys(keys())), keys())),
        scene(
            "external commit that brings carol back",
            (world, alice) -> Scene.received(alice, knock(world, "carol", ExternalJoin::resync))));
  }

  private static Bytes knock(
      World world, String who, Function<ExternalJoin, ExternalJoin> request) {
    Bytes info = world.client("bob").groupInfo(TreePlacement.INSIDE);
    return world.client(who).knock(request.apply(ExternalJoin.of(info))).commit();
  }
}

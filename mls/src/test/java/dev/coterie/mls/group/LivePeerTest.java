package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.PaddingPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Groups with Bouncy Castle's MLS: it joins ours, we join its, by welcome and from outside; both
/// commit, propose, talk and remove, and mix in keys that both have.
@ParameterizedClass
@EnumSource(CipherSuite.class)
class LivePeerTest {
  private static final GroupSettings EITHER =
      GroupSettings.recommended()
          .handshakes(HandshakeWire.EITHER)
          .padding(PaddingPolicy.NONE)
          .lifetimes(Duration.ofDays(400), Duration.ofDays(90));

  private final World world;
  private final World.Client alice;
  private final World.Client bob;

  LivePeerTest(CipherSuite suite) {
    world = new World(suite, 1, EITHER);
    world.now = Instant.now();
    world.engine = world.engine.outsiders(OutsiderPolicy.open());
    alice = ours(world, "alice");
    bob = ours(world, "bob");
  }

  private static World.Client ours(World world, String name) {
    World.Client client = world.client(name);
    client.identity = client.identity.grease(GreasePolicy.LISTS_ONLY);
    return client;
  }

  private void assertTogether(LivePeer peer, World.Client... members) {
    Bytes secret = peer.bytes("authenticator", "", "secret");
    for (World.Client member : members) {
      assertThat(member.group().epochAuthenticator()).isEqualTo(secret);
    }
  }

  private void assertTalking(LivePeer peer, World.Client member) {
    String heard = peer.ask("process", LivePeer.hex("message", member.say("hello from here")));
    assertThat(LivePeer.text(heard, "data")).contains(Bytes.ofUtf8("hello from here").toHex());
    Bytes said =
        peer.bytes(
            "encrypt",
            LivePeer.hex("data", Bytes.ofUtf8("hello from there")) + ",\"aad\":\"\"",
            "message");
    assertThat(member.hear(said)).isEqualTo("hello from there");
  }

  private static void process(LivePeer peer, Bytes message) {
    peer.ask("process", LivePeer.hex("message", message));
  }

  @Test
  void thePeerJoinsOurGroup_andBothSidesDriveIt() throws IOException {
    try (LivePeer peer = LivePeer.start(world.suite.code())) {
      alice.found(List.of());
      Bytes theirs = peer.bytes("key_package", "", "key_package");
      StagedCommit staged = alice.stage(CommitRequest.empty().add(KeyPackages.read(theirs)));
      alice.merge(staged);
      peer.ask(
          "join",
          LivePeer.hex("welcome", staged.welcome().orElseThrow()) + ",\"ratchet_tree\":null");
      assertTogether(peer, alice);
      assertTalking(peer, alice);

      alice.merge(alice.commit(peer.bytes("update", "", "commit")));
      peer.ask("merge", "");
      assertTogether(peer, alice);

      StagedCommit more = alice.stage(CommitRequest.empty().add(bob.keyPackage()));
      process(peer, more.commitMessage());
      alice.merge(more);
      bob.join(more);
      assertTogether(peer, alice, bob);
      assertTalking(peer, bob);

      process(peer, bob.proposeUpdate().message());
      StagedCommit update = bob.stage(CommitRequest.empty());
      assertThat(update.leftOut()).hasSize(1);
      process(peer, update.commitMessage());
      bob.merge(update);
      assertTogether(peer, bob);
    }
  }

  @Test
  void weJoinThePeersGroup_andItCommitsWhatWePropose() throws IOException {
    try (LivePeer peer = LivePeer.start(world.suite.code())) {
      peer.ask("create", LivePeer.hex("group_id", Bytes.ofUtf8("theirs")));
      join(peer, alice);
      join(peer, bob);
      assertTogether(peer, alice, bob);
      assertTalking(peer, alice);

      Bytes proposal = alice.propose(new Proposal.Remove(bob.leaf())).message();
      process(peer, proposal);
      bob.receive(proposal);
      Bytes commit = peer.bytes("commit_pending", "", "commit");
      StagedCommit removal = bob.commit(commit);
      assertThat(removal.selfRemoved()).isTrue();
      bob.merge(removal);
      alice.merge(alice.commit(commit));
      peer.ask("merge", "");
      assertTogether(peer, alice);

      Bytes update = alice.proposeUpdate().message();
      process(peer, update);
      alice.merge(alice.commit(peer.bytes("commit_pending", "", "commit")));
      peer.ask("merge", "");
      assertTogether(peer, alice);
      alice.restart();
      assertTalking(peer, alice);
    }
  }

  @Test
  void whoIsOutside_comesIn_onBothSides() throws IOException {
    try (LivePeer peer = LivePeer.start(world.suite.code())) {
      alice.found(List.of());
      Bytes commit =
          peer.bytes(
              "external_commit",
              LivePeer.hex("group_info", alice.groupInfo(TreePlacement.INSIDE)),
              "commit");
      StagedCommit theirs = alice.commit(commit);
      assertThat(theirs.isExternal()).isTrue();
      alice.merge(theirs);
      assertTogether(peer, alice);
      assertTalking(peer, alice);

      Bytes info = peer.bytes("group_info", "", "group_info");
      Entered entered = bob.knock(ExternalJoin.of(info));
      process(peer, entered.commit());
      alice.merge(alice.commit(entered.commit()));
      bob.enter(entered);
      assertTogether(peer, alice, bob);
      assertTalking(peer, bob);

      Entered back = bob.knock(ExternalJoin.of(alice.groupInfo(TreePlacement.INSIDE)).resync());
      process(peer, back.commit());
      alice.merge(alice.commit(back.commit()));
      bob.enter(back);
      assertTogether(peer, alice, bob);
      assertTalking(peer, bob);
    }
  }

  @Test
  void preSharedKeys_enterFromBothSides() throws IOException {
    try (LivePeer peer = LivePeer.start(world.suite.code())) {
      peer.ask("create", LivePeer.hex("group_id", Bytes.ofUtf8("theirs")));
      join(peer, alice);
      Bytes id = Bytes.ofUtf8("table");
      Bytes secret = Bytes.ofUtf8("between the two of us");
      peer.ask("psk", LivePeer.hex("id", id) + "," + LivePeer.hex("secret", secret));
      PreSharedKeys keys = PreSharedKeys.external(id, Secret.copyOf(secret));
      var name = new PreSharedKeyId.Source.External(id);

      StagedCommit ours = alice.stage(CommitRequest.empty().psk(name).keys(keys));
      process(peer, ours.commitMessage());
      alice.merge(ours);
      assertTogether(peer, alice);

      alice.receive(peer.bytes("propose_psk", LivePeer.hex("id", id), "message"));
      Bytes commit = peer.bytes("commit_pending", "", "commit");
      assertThat(alice.receive(commit)).isInstanceOf(Incoming.CommitHeld.class);
      Bytes held = alice.group().heldCommits().getFirst();
      var taken = (Incoming.CommitStaged) alice.group().retry(held, keys, world.now);
      assertThat(taken.commit().psks()).hasSize(1);
      alice.merge(taken.commit());
      peer.ask("merge", "");
      assertTogether(peer, alice);
      assertTalking(peer, alice);
    }
  }

  private void join(LivePeer peer, World.Client client) {
    KeyPackageBundle bundle = client.bundle();
    String reply =
        peer.ask(
            "add",
            "\"key_packages\":[\"" + KeyPackages.message(bundle.keyPackage()).toHex() + "\"]");
    Bytes commit = Bytes.fromHex(LivePeer.text(reply, "commit").orElseThrow());
    for (World.Client member : world.members()) {
      member.merge(member.commit(commit));
    }
    peer.ask("merge", "");
    client.enter(
        MlsGroup.join(
            client.identity,
            bundle,
            Bytes.fromHex(LivePeer.text(reply, "welcome").orElseThrow()),
            Optional.empty(),
            EITHER,
            world.now));
    assertThat(client.group().id()).isEqualTo(new GroupId(Bytes.ofUtf8("theirs")));
  }
}

package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.ClientOptions.Invitations;
import dev.coterie.client.contact.ContactRule;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupLimits;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How people come into groups, and what they are refused.
final class InvitationTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private static void refused(Rule rule, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void whoAsksToBeAsked_decides_alsoAfterARestart() {
    world.with("alice");
    world.tuned(options -> options.with(Invitations.ASK)).with("bob", "carol");
    Group group = world.client("alice").createGroup("club");
    group.invite("bob", "carol");
    var invited = world.told("bob", ClientEvent.Invited.class);
    assertThat(invited.name()).isEqualTo("club");
    assertThat(invited.by().claimed()).isEqualTo("alice");
    assertThat(world.client("bob").group(group.id())).isEmpty();
    world.crash("bob");
    assertThat(world.client("bob").invitations()).hasSize(1);
    group.text("said before bob decided").await();
    world.client("bob").accept(invited.mail());
    world.awaitTexts(group.id(), 1, "bob");
    assertThat(world.client("bob").invitations()).isEmpty();
    var other = world.told("carol", ClientEvent.Invited.class);
    world.client("carol").decline(other.mail());
    assertThat(world.client("carol").invitations()).isEmpty();
    assertThat(world.client("carol").group(group.id())).isEmpty();
  }

  @Test
  void keyPackages_areRefilled_andTheLastResortIsReplacedAfterUse() {
    world.with("alice", "bob");
    int first = rows("bob");
    assertThat(first).isEqualTo(5); // four and a last resort
    for (int i = 0; i < 7; i++) {
      GroupId id = world.group("alice", "bob");
      assertThat(world.of("bob", id).members()).hasSize(2);
    }
    World.eventually("stock is full", () -> world.link("bob").countKeyPackages(1).oneTime() >= 2);
    assertThat(world.link("bob").countKeyPackages(1).lastResort()).isTrue();
  }

  private int rows(String name) {
    return world.store(name).scan(Table.KEY_PACKAGE, Bytes.EMPTY, Bytes.EMPTY, 100).size();
  }

  @Test
  void strangersAndNamesakes_areRefused() {
    world.with("alice", "bob");
    var contacts = world.client("alice").contacts();
    var bob = world.client("bob").self().fingerprint();
    var self = world.client("alice").self().fingerprint();
    Group group = world.client("alice").createGroup("club");
    refused(ContactRule.UNKNOWN_CONTACT, () -> group.invite("nobody"));
    refused(ContactRule.OWN_KEY, () -> contacts.pin("me", self));
    refused(ContactRule.KEY_TAKEN, () -> contacts.pin("robert", bob));
    refused(ContactRule.NAME_TAKEN, () -> contacts.pin("bob", ghost()));
    contacts.pin("ghost", ghost());
    refused(ClientRule.NO_KEY_PACKAGE, () -> group.invite("ghost"));
    refused(ClientRule.NO_SUCH_MEMBER, () -> group.remove("bob"));
    assertThat(group.members()).hasSize(1);
  }

  private static Fingerprint ghost() {
    return new Fingerprint(Bytes.wrap(new byte[32]));
  }

  @Test
  void groupThatDoesNotSpeakGbp2_isNotJoined() {
    world.with("bob", "mallory");
    HubLink link = world.link("mallory");
    Bytes bobs =
        link.claimKeyPackage(world.client("bob").self().fingerprint(), 1)
            .orElseThrow()
            .keyPackage();
    var identity = Profiles.stored(world.store("mallory")).orElseThrow();
    GroupId id = new GroupId(RandomSource.system().bytes(32));
    var founded =
        MlsGroup.create(
            identity,
            id,
            List.of(),
            GroupSettings.recommended(),
            RandomSource.system(),
            Instant.now());
    StagedCommit commit =
        founded
            .group()
            .stage(
                CommitRequest.empty().add(KeyPackages.read(bobs)),
                RandomSource.system(),
                Instant.now());
    var bob = Set.of(world.client("bob").self().fingerprint());
    HubGroupId at = new HubGroupId(id.value());
    link.createGroup(at);
    link.append(
        new HandshakeAppend(
            at,
            RandomSource.system().bytes(16),
            0,
            commit.commitMessage(),
            new RosterChange(bob, Set.of()),
            Optional.of(
                new WelcomeDelivery(bob, commit.welcome().orElseThrow(), commit.ratchetTree()))));
    var event = world.told("bob", ClientEvent.InvitationRefused.class);
    assertThat(event.rule()).isEqualTo(ClientRule.NOT_GBP2.name());
    assertThat(world.client("bob").groups()).isEmpty();
    // The mail is acknowledged after the refusal is durable, and told.
    World.eventually("the mail is taken", () -> world.link("bob").fetchMail(0, 1 << 20).isEmpty());
  }

  @Test
  void whoIsInAlready_isNotAddedTwice() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("alice", id).invite("bob");
    assertThat(world.of("alice", id).members()).hasSize(2);
    assertThat(world.of("alice", id).epoch().value()).isEqualTo(1);
  }

  @Test
  void leavingMember_saysNothingMore() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("alice");
    world.of("bob", id).leave();
    refused(ClientRule.LEAVING, () -> world.of("bob", id).text("one more thing"));
    refused(ClientRule.LEAVING, () -> world.of("bob", id).update());
    world.crash("bob");
    refused(ClientRule.LEAVING, () -> world.of("bob", id).text("after a restart"));
    world.open("alice", store, link -> link);
    world.told("bob", ClientEvent.Removed.class);
  }

  @Test
  void fullOutbox_refusesMore() {
    world.with("alice");
    GroupId id = world.group("alice");
    MemoryClientStore store = world.stop("alice");
    world.tuned(
        options ->
            options.with(new GroupLimits(3, 2, 4, Duration.ofMillis(5), Duration.ofMillis(50))));
    world.open(
        "alice",
        store,
        link ->
            new Bent(link) {
              @Override
              public AppendResult append(ApplicationAppend append) {
                throw new UnavailableException("hub", new IOException("away"));
              }
            });
    for (int i = 0; i < 3; i++) {
      world.of("alice", id).text("waits " + i);
    }
    refused(ClientRule.OUTBOX_FULL, () -> world.of("alice", id).text("too many"));
    MemoryClientStore left = world.stop("alice");
    world.tuned(options -> options);
    world.open("alice", left, link -> link);
    world.awaitTexts(id, 3, "alice");
    assertThat(world.texts("alice", id)).containsExactly("waits 0", "waits 1", "waits 2");
  }

  @Test
  void whoNeverWinsTheRace_isTold() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("alice");
    world.tuned(
        options ->
            options.with(new GroupLimits(100, 8, 3, Duration.ofMillis(1), Duration.ofMillis(50))));
    world.open(
        "alice",
        store,
        link ->
            new Bent(link) {
              @Override
              public AppendResult append(HandshakeAppend append) {
                world.of("bob", id).update();
                return super.append(append);
              }
            });
    refused(ClientRule.COMMIT_CONTENDED, () -> world.of("alice", id).update());
    assertThat(world.of("alice", id).epoch().value()).isEqualTo(4);
  }
}

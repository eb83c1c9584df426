package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.ApplicationRule;
import dev.coterie.mls.policy.ProposalRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What groups do all day, on every suite.
@ParameterizedClass
@EnumSource(CipherSuite.class)
class GroupScenarioTest {
  private final CipherSuite suite;

  GroupScenarioTest(CipherSuite suite) {
    this.suite = suite;
  }

  @Test
  void threePeopleTalkAndAFourthJoinsLater() {
    var world = World.of(suite, "alice", "bob", "carol");
    Bytes hello = world.client("alice").say("hello");
    assertThat(world.client("bob").hear(hello)).isEqualTo("hello");
    assertThat(world.client("carol").hear(hello)).isEqualTo("hello");
    world.client("bob").invite("dave");
    Bytes welcome = world.client("dave").say("thank you");
    assertThat(world.client("alice").hear(welcome)).isEqualTo("thank you");
    assertThat(world.client("carol").hear(welcome)).isEqualTo("thank you");
  }

  @Test
  void updatesRemovalsAndReAdmissionKeepAllInStep() {
    var world = World.of(suite, "alice", "bob", "carol", "dave");
    world.commit(world.client("bob"), CommitRequest.empty().update());
    world.commit(world.client("dave"), CommitRequest.empty().update());
    var carol = world.client("carol");
    world.commit(world.client("alice"), CommitRequest.empty().remove(carol.leaf()));
    assertThat(carol.group().isClosed()).isTrue();
    assertThat(carol.store).isEmpty();
    Bytes secret = world.client("bob").say("she is gone");
    assertThat(world.client("dave").hear(secret)).isEqualTo("she is gone");
    assertThatThrownBy(() -> carol.group().receive(secret, World.NOW))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ApplicationRule.CLOSED));
    world.client("dave").invite("carol");
    assertThat(world.client("bob").hear(carol.say("back again"))).isEqualTo("back again");
  }

  @Test
  void everyStepSurvivesARestart() {
    var world = World.of(suite, "alice", "bob", "carol");
    var alice = world.client("alice");
    var bob = world.client("bob");
    var carol = world.client("carol");
    Bytes first = alice.say("first");
    Bytes second = alice.say("second");
    bob.restart();
    assertThat(bob.hear(second)).isEqualTo("second");
    bob.restart();
    assertThat(bob.hear(first)).isEqualTo("first");
    alice.restart();
    assertThat(bob.hear(alice.say("third"))).isEqualTo("third");
    StagedCommit staged = carol.stage(CommitRequest.empty().update());
    carol.apply(carol.group().keep(staged));
    carol.restart();
    alice.merge(alice.commit(staged.commitMessage()));
    alice.restart();
    bob.merge(bob.commit(staged.commitMessage()));
    assertThat(carol.group().pending()).isPresent();
    var echo = (Incoming.OwnMessage) carol.receive(staged.commitMessage());
    carol.merge(echo.commit().orElseThrow());
    carol.restart();
    world.assertAgreement();
    assertThat(carol.hear(alice.say("fourth"))).isEqualTo("fourth");
  }

  @Test
  void proposalsByReferenceAreCommittedByWhoeverComesFirst() {
    var world = World.of(suite, "alice", "bob", "carol", "dave");
    var alice = world.client("alice");
    var bob = world.client("bob");
    var carol = world.client("carol");
    var dave = world.client("dave");
    Proposed update = bob.proposeUpdate();
    Proposed remove = carol.propose(new Proposal.Remove(dave.leaf()));
    Proposed add = bob.propose(new Proposal.Add(world.client("erin").keyPackage()));
    for (var one : List.of(update, remove, add)) {
      for (var member : world.members()) {
        if (member.group().proposals().stream().noneMatch(one.reference()::equals)) {
          assertThat(member.receive(one.message())).isInstanceOf(Incoming.ProposalHeld.class);
        }
      }
    }
    assertThat(bob.receive(update.message())).isInstanceOf(Incoming.OwnMessage.class);
    world.members().forEach(World.Client::restart);
    assertThatThrownBy(() -> alice.say("too early"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ProposalRule.COMMIT_FIRST));
    StagedCommit staged = alice.stage(CommitRequest.empty());
    assertThat(staged.added()).hasSize(1);
    assertThat(staged.removed()).extracting(Member::index).containsExactly(dave.leaf());
    for (var member : List.of(bob, carol, dave)) {
      member.merge(member.commit(staged.commitMessage()));
    }
    alice.merge(staged);
    world.client("erin").join(staged);
    world.assertAgreement();
    bob.restart();
    assertThat(world.client("erin").hear(bob.say("hi"))).isEqualTo("hi");
  }

  @Test
  void publicHandshakesWorkAsWell() {
    var settings = GroupSettings.recommended().handshakes(HandshakeWire.PUBLIC);
    var world = World.of(suite, settings, "alice", "bob", "carol");
    world.commit(world.client("carol"), CommitRequest.empty().update());
    Proposed update = world.client("bob").proposeUpdate();
    world.client("alice").receive(update.message());
    world.client("carol").receive(update.message());
    world.commit(world.client("alice"), CommitRequest.empty());
  }

  @Test
  void extensionsOfTheGroupContextAreReplaced() {
    var world = World.of(suite, "alice", "bob");
    var required = new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1));
    world.commit(world.client("bob"), CommitRequest.empty().extensions(List.of(required)));
    assertThat(world.client("alice").group().context().extensions()).containsExactly(required);
    world.commit(world.client("alice"), CommitRequest.empty().extensions(List.of()));
    assertThat(world.client("bob").group().context().extensions()).isEmpty();
  }
}

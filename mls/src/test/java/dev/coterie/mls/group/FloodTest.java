package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ProposalRule;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A member that sends whatever it likes, as much as it likes, fills what it may and no more; the
/// others are served. Bounds are counted, so no clock is waited for.
class FloodTest {
  private static final int PROPOSALS = 12;
  private static final int HELD = 4;

  private World world;
  private World.Client alice;
  private World.Client bob;
  private Mallory mallory;

  @BeforeEach
  void aGroup() {
    GroupSettings settings =
        GroupSettings.recommended()
            .waiting(new GroupSettings.Waiting(PROPOSALS, HELD, 8, 4, 64 << 10))
            .retention(new GroupSettings.Retention(2, 20, 100, 50));
    world =
        World.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519, settings, "alice", "bob", "carol");
    alice = world.client("alice");
    bob = world.client("bob");
    mallory = new Mallory(world, world.client("carol"));
  }

  private boolean takes(Bytes message, MlsRule refusal) {
    try {
      alice.receive(message);
      return true;
    } catch (RefusedException refused) {
      assertThat(refused.rule()).isEqualTo(refusal);
      alice.apply(alice.group().spent());
      return false;
    }
  }

  @Test
  void commitsThatLackProposals_oneMembersFlood_leavesRoomForAnothers() {
    int taken = 0;
    for (int i = 0; i < 40; i++) {
      taken +=
          takes(mallory.commitRefs(Bytes.ofUtf8("nothing " + i)), CommitRule.TOO_MANY_HELD) ? 1 : 0;
      assertThat(alice.group().heldCommits()).hasSizeLessThanOrEqualTo(HELD);
    }
    assertThat(taken).isEqualTo(HELD);
    World.Client carol = world.client("carol");
    Bytes update = carol.proposeUpdate().message();
    bob.receive(update);
    StagedCommit honest = bob.stage(CommitRequest.empty());
    var held = (Incoming.CommitHeld) alice.receive(honest.commitMessage());
    assertThat(takes(mallory.commitRefs(Bytes.ofUtf8("more")), CommitRule.TOO_MANY_HELD)).isFalse();
    alice.restart();
    assertThat(alice.group().heldCommits()).hasSize(HELD).contains(held.reference());
    alice.receive(update);
    assertThat(alice.group().ready()).containsExactly(held.reference());
    var complete = (Incoming.CommitStaged) alice.group().retry(held.reference(), World.NOW);
    alice.merge(complete.commit());
    carol.merge(carol.commit(honest.commitMessage()));
    bob.merge(honest);
    world.assertAgreement();
  }

  @Test
  void smallerBounds_letGoOfHeldCommits() {
    for (int i = 0; i < HELD; i++) {
      alice.receive(mallory.commitRefs(Bytes.ofUtf8("nothing " + i)));
    }
    Bytes first = alice.group().heldCommits().getFirst();
    alice.apply(alice.group().settings(world.settings.kept(PROPOSALS, 1)));
    alice.restart();
    assertThat(alice.group().heldCommits()).containsExactly(first);
    alice.apply(alice.group().settings(world.settings.kept(PROPOSALS, 0)));
    assertThat(alice.group().heldCommits()).isEmpty();
  }

  @Test
  void proposals_oneMembersFlood_leavesHalfOfTheRoom() {
    int taken = 0;
    for (int i = 0; i < 40; i++) {
      var proposal = new Proposal.Add(world.client("new " + i).keyPackage());
      taken += takes(mallory.send(proposal), ProposalRule.CACHE_FULL) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(PROPOSALS / 2);
    for (int i = 0; i < PROPOSALS / 2; i++) {
      alice.receive(bob.proposeUpdate().message());
    }
    assertThat(alice.group().proposals()).hasSize(PROPOSALS);
    assertThatThrownBy(bob::proposeUpdate) // its own share is as large
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ProposalRule.CACHE_FULL));
    alice.restart();
    assertThat(alice.group().proposals()).hasSize(PROPOSALS);
  }

  @Test
  void skippedGenerations_areBoundedBySender_inNumberAndAge() {
    int before = alice.store.size();
    String heard = "";
    for (int i = 0; i < 400; i++) {
      Bytes text = world.client("carol").say("text " + i);
      if (i % 37 == 36) {
        heard = alice.hear(text);
      }
    }
    assertThat(heard).isEqualTo("text 369");
    // at most as many keys as the window has, and the two ratchets of whoever spoke
    assertThat(alice.store.size()).isLessThanOrEqualTo(before + 20 + 4);
    assertThat(alice.hear(bob.say("me, too"))).isEqualTo("me, too");
  }

  @Test
  void bytesAreBounded_whereFewMessagesAreLarge() {
    int taken = 0;
    for (int i = 0; i < PROPOSALS; i++) {
      var proposal = new Proposal.GroupContextExtensions(List.of(senders(i)));
      taken += takes(mallory.send(proposal), ProposalRule.CACHE_FULL) ? 1 : 0;
    }
    assertThat(taken).isBetween(1, 3);
    alice.receive(bob.proposeUpdate().message());
  }

  /// About ten kilobytes.
  private Extension senders(int number) {
    var name = new Credential.Basic(Bytes.wrap(new byte[10_000 + number]));
    return new Extension.ExternalSenders(
        List.of(new ExternalSender(world.client("service").identity.keys().publicKey(), name)));
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.PreSharedKeyId.Source;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.policy.WelcomeRule;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pre-shared keys in commits and welcomes: RFC 9420 §8.4, §12.1.4.
class PskTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final Source NAME = new Source.External(Bytes.ofUtf8("table"));

  private static PreSharedKeys keys(String secret) {
    return PreSharedKeys.external(
        Bytes.ofUtf8("table"), Secret.copyOf(Bytes.ofUtf8(secret + " of many octets")));
  }

  private static void assertRefused(MlsRule rule, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private static void take(World.Client member, Bytes commit, PreSharedKeys keys) {
    member.merge(((Incoming.CommitStaged) member.receive(commit, keys)).commit());
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void externalKey_byValue_entersForWhoeverHasIt(CipherSuite suite) {
    World world = World.of(suite, "alice", "bob");
    var alice = world.client("alice");
    var bob = world.client("bob");
    StagedCommit staged =
        alice.stage(
            CommitRequest.empty()
                .psk(NAME)
                .psk(NAME)
                .keys(keys("right"))
                .path(CommitRequest.PathPolicy.WHEN_NEEDED));
    assertThat(staged.psks()).hasSize(1);
    assertThat(staged.updated()).isEmpty();
    assertThat(staged.psks().getFirst().nonce().size()).isEqualTo(suite.hashSize());
    assertRefused(
        CommitRule.CONFIRMATION_TAG,
        () -> bob.group().receive(staged.commitMessage(), keys("wrong"), World.NOW));
    bob.apply(bob.group().spent());
    StagedCommit again = alice.stage(CommitRequest.empty().psk(NAME).keys(keys("right")));
    take(bob, again.commitMessage(), keys("right"));
    alice.merge(again);
    world.assertAgreement();
  }

  @Test
  void keyThatNobodyLent_holdsTheCommit_throughACrash_untilItIsThere() {
    World world = World.of(SUITE, "alice", "bob");
    var alice = world.client("alice");
    var bob = world.client("bob");
    StagedCommit staged = alice.stage(CommitRequest.empty().psk(NAME).keys(keys("right")));
    var held = (Incoming.CommitHeld) bob.receive(staged.commitMessage());
    assertThat(held.missing()).isEmpty();
    assertThat(held.lacking()).isEqualTo(staged.psks());
    bob.restart();
    assertThat(bob.group().heldCommits()).containsExactly(held.reference());
    assertThat(bob.group().retry(held.reference(), World.NOW))
        .isInstanceOf(Incoming.CommitHeld.class);
    var taken =
        (Incoming.CommitStaged) bob.group().retry(held.reference(), keys("right"), World.NOW);
    assertThat(taken.commit().psks()).isEqualTo(staged.psks());
    bob.merge(taken.commit());
    alice.merge(staged);
    world.assertAgreement();
    assertThat(bob.group().heldCommits()).isEmpty();
  }

  @Test
  void ownCommitWithAKey_survivesACrash() {
    World world = World.of(SUITE, "alice", "bob");
    var alice = world.client("alice");
    StagedCommit staged = alice.stage(CommitRequest.empty().psk(NAME).keys(keys("right")));
    alice.apply(alice.group().keep(staged));
    alice.restart();
    StagedCommit kept = alice.group().pending().orElseThrow();
    assertThat(kept.psks()).isEqualTo(staged.psks());
    take(world.client("bob"), staged.commitMessage(), keys("right"));
    alice.merge(kept);
    world.assertAgreement();
  }

  @Test
  void proposedKey_isCommittedByWhoeverHasIt_andLeftOutByOthers() {
    World world = World.of(SUITE, "alice", "bob", "carol");
    var alice = world.client("alice");
    var bob = world.client("bob");
    var carol = world.client("carol");
    Proposed proposed = bob.proposePsk(NAME);
    Proposed again = bob.proposePsk(NAME);
    alice.receive(proposed.message());
    alice.receive(again.message());
    carol.receive(proposed.message());
    carol.receive(again.message());
    assertThat(carol.stage(CommitRequest.empty()).leftOut())
        .containsExactly(proposed.reference(), again.reference());
    StagedCommit staged = alice.stage(CommitRequest.empty().keys(keys("right")));
    assertThat(staged.leftOut()).containsExactly(again.reference());
    assertThat(staged.psks()).hasSize(1);
    take(bob, staged.commitMessage(), keys("right"));
    take(carol, staged.commitMessage(), keys("right"));
    alice.merge(staged);
    world.assertAgreement();
  }

  @Test
  void welcomedMember_needsTheKeyToo_andAFailureCostsNothing() {
    World world = World.of(SUITE, "alice");
    var alice = world.client("alice");
    KeyPackageBundle bundle = world.client("bob").bundle();
    StagedCommit staged =
        alice.stage(CommitRequest.empty().add(bundle.keyPackage()).psk(NAME).keys(keys("right")));
    JoinRequest bare = JoinRequest.of(bundle, staged.welcome().orElseThrow());
    assertRefused(WelcomeRule.PSK_UNKNOWN, () -> join(world, bare));
    assertRefused(WelcomeRule.GROUP_INFO_UNREADABLE, () -> join(world, bare.keys(keys("wrong"))));
    alice.merge(staged);
    world.client("bob").enter(join(world, bare.keys(keys("right"))));
    world.assertAgreement();
  }

  private static Joined join(World world, JoinRequest request) {
    return MlsGroup.join(
        Engine.of(world.suite), world.client("bob").identity, request, world.settings, world.now);
  }

  @Test
  void resumptionKeys_ofThisAndPastEpochs_needNotBeLent_asLongAsTheyAreKept() {
    World world = World.of(SUITE, GroupSettings.recommended().resumptionEpochs(2), "alice", "bob");
    var alice = world.client("alice");
    var bob = world.client("bob");
    Epoch first = alice.group().epoch();
    world.commit(alice, CommitRequest.empty().psk(alice.group().resumptionKey(first)));
    alice.restart();
    world.commit(bob, CommitRequest.empty().psk(bob.group().resumptionKey(first)));
    Secret gone = bob.group().resumptionKeys().find(bob.group().resumptionKey(first)).orElseThrow();
    world.commit(alice, CommitRequest.empty());
    assertRefused(
        PskRule.UNKNOWN,
        () -> alice.stage(CommitRequest.empty().psk(alice.group().resumptionKey(first))));
    assertThatThrownBy(() -> gone.lend(Bytes::wrap)).isInstanceOf(IllegalStateException.class);
    alice.apply(alice.group().settings(world.settings.resumptionEpochs(0)));
    assertThat(alice.store.keySet()).noneMatch(key -> RowKey.kindOf(key) == RowKey.Kind.RESUMPTION);
    world.commit(bob, CommitRequest.empty());
    assertThat(alice.group().resumptionKeys()).hasToString("PreSharedKeys[1]");
    assertThat(bob.group().resumptionKeys()).hasToString("PreSharedKeys[3]");
  }

  @Test
  void resumptionKeyOfAnotherGroup_provesMembershipThere() {
    World world = World.of(SUITE, "alice", "bob");
    World other = new World(SUITE, 5, GroupSettings.recommended()).group("alice", "bob");
    MlsGroup hers = other.client("alice").group();
    MlsGroup his = other.client("bob").group();
    StagedCommit staged =
        world
            .client("alice")
            .stage(
                CommitRequest.empty()
                    .psk(hers.resumptionKey(hers.epoch()))
                    .keys(hers.resumptionKeys()));
    take(world.client("bob"), staged.commitMessage(), his.resumptionKeys());
    world.client("alice").merge(staged);
    world.assertAgreement();
  }

  /// Keys by value and by reference, external and of past epochs, in any order.
  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void anyListOfKeys_leadsAllToOneEpoch(@ForAll @Size(max = 6) List<Boolean> external) {
    World world = World.of(SUITE, "alice", "bob", "carol");
    var alice = world.client("alice");
    world.commit(alice, CommitRequest.empty());
    PreSharedKeys lent = PreSharedKeys.NONE;
    CommitRequest request = CommitRequest.empty();
    List<Bytes> proposals = new ArrayList<>();
    for (int i = 0; i < external.size(); i++) {
      Source name = new Source.External(Bytes.of(i));
      if (external.get(i)) {
        lent = lent.with(name, Secret.copyOf(Bytes.of(1, 2, 3, i)));
      } else {
        name = alice.group().resumptionKey(new Epoch(alice.group().epoch().value() - i % 2));
      }
      if (i % 3 == 0) {
        proposals.add(world.client("bob").proposePsk(name).message());
      } else {
        request = request.psk(name);
      }
    }
    for (Bytes proposal : proposals) {
      alice.receive(proposal);
      world.client("carol").receive(proposal);
    }
    StagedCommit staged = alice.stage(request.keys(lent));
    take(world.client("bob"), staged.commitMessage(), lent);
    take(world.client("carol"), staged.commitMessage(), lent);
    alice.merge(staged);
    world.assertAgreement();
    assertThat(staged.psks()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(external.size());
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.framing.PrivateFraming;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ReceptionRule;
import dev.coterie.mls.policy.SecretTreeRule;
import dev.coterie.mls.schedule.RatchetKind;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Crossings, crashes and old copies.
class GroupEdgeTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  private final World world = World.of(SUITE, "alice", "bob", "carol", "dave");
  private final World.Client alice = world.client("alice");
  private final World.Client bob = world.client("bob");
  private final World.Client carol = world.client("carol");
  private final World.Client dave = world.client("dave");

  private static void assertRefused(MlsRule rule, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void stagedCommit_dropped_leavesNoTrace() {
    NavigableMap<Bytes, Bytes> before = alice.snapshot();
    StagedCommit one = alice.stage(CommitRequest.empty().add(world.client("erin").keyPackage()));
    StagedCommit two = alice.stage(CommitRequest.empty().remove(bob.leaf()));
    assertThat(one.reserved()).isEmpty();
    assertThat(alice.snapshot()).isEqualTo(before);
    assertThat(one.commitMessage()).isNotEqualTo(two.commitMessage());
    world.commit(bob, CommitRequest.empty());
  }

  @Test
  void stagedCommits_beyondTheReservation_bringRowsToStoreFirst() {
    for (int i = 0; i < RatchetKind.HANDSHAKE.reserve(); i++) {
      assertThat(alice.stage(CommitRequest.empty()).reserved()).isEmpty();
    }
    StagedCommit late = alice.stage(CommitRequest.empty());
    assertThat(late.reserved()).isPresent();
    bob.merge(bob.commit(late.commitMessage()));
    alice.merge(late);
    assertThat(bob.group().epochAuthenticator()).isEqualTo(alice.group().epochAuthenticator());
  }

  @Test
  void twoCommitsAtOnce_loserDropsItsOwnAndTriesAgain() {
    var erin = world.client("erin").keyPackage();
    StagedCommit won = alice.stage(CommitRequest.empty());
    StagedCommit lost = bob.stage(CommitRequest.empty().add(erin));
    bob.apply(bob.group().keep(lost));
    for (var member : List.of(bob, carol, dave)) {
      member.merge(member.commit(won.commitMessage()));
    }
    alice.merge(won);
    assertThat(bob.group().pending()).isEmpty();
    assertThatThrownBy(lost::epochAuthenticator).isInstanceOf(IllegalStateException.class);
    StagedCommit again = bob.stage(CommitRequest.empty().add(erin));
    for (var member : List.of(alice, carol, dave)) {
      member.merge(member.commit(again.commitMessage()));
    }
    bob.merge(again);
    world.client("erin").join(again);
    world.assertAgreement();
  }

  @Test
  void forgottenCommit_losesItsKeys_andTheGroupGoesOn() {
    StagedCommit first = alice.stage(CommitRequest.empty());
    StagedCommit second = alice.stage(CommitRequest.empty());
    alice.apply(alice.group().keep(first));
    alice.apply(alice.group().keep(second));
    assertThatThrownBy(first::epochAuthenticator).isInstanceOf(IllegalStateException.class);
    assertThat(alice.group().pending()).contains(second);
    alice.apply(alice.group().keep(second));
    assertThat(second.epochAuthenticator()).isPresent();
    alice.apply(alice.group().forget());
    assertThat(alice.group().pending()).isEmpty();
    assertThatThrownBy(second::epochAuthenticator).isInstanceOf(IllegalStateException.class);
    world.commit(alice, CommitRequest.empty());
    assertThat(bob.hear(alice.say("on we go"))).isEqualTo("on we go");
  }

  @Test
  void removal_erasesRowsThatNoDeltaHasTouchedYet() {
    Bytes forged = forgedText(new Mallory(world, carol), dave);
    StagedCommit removal = bob.stage(CommitRequest.empty().remove(alice.leaf()));
    StagedCommit staged = alice.commit(removal.commitMessage());
    assertRefused(FramingRule.SIGNATURE, () -> alice.group().receive(forged, World.NOW));
    alice.merge(staged);
    assertThat(alice.store).isEmpty();
  }

  @Test
  void lateMessage_isCreditedToWhoHeldTheLeafThen() {
    LeafIndex leaf = dave.leaf();
    Bytes one = dave.say("my last words");
    Bytes two = dave.say("my very last words");
    StagedCommit swap =
        alice.stage(CommitRequest.empty().remove(leaf).add(world.client("erin").keyPackage()));
    for (var member : List.of(bob, carol, dave)) {
      member.merge(member.commit(swap.commitMessage()));
    }
    alice.merge(swap);
    world.client("erin").join(swap);
    assertThat(world.client("erin").leaf()).isEqualTo(leaf);
    assertThat(bob.group().member(leaf).orElseThrow().admitted())
        .isEqualTo(swap.epochBefore().next());
    assertCreditedToDave((Incoming.Application) bob.receive(one));
    bob.restart();
    world.commit(carol, CommitRequest.empty());
    assertCreditedToDave((Incoming.Application) bob.receive(two));
    bob.restart();
    assertRefused(SecretTreeRule.GENERATION_SPENT, () -> bob.receive(two));
  }

  private void assertCreditedToDave(Incoming.Application heard) {
    assertThat(heard.sender().credential()).isEqualTo(new Credential.Basic(Bytes.ofUtf8("dave")));
    assertThat(heard.sender().admitted()).isNotEqualTo(bob.group().epoch());
    assertThat(heard.epoch()).isNotEqualTo(bob.group().epoch());
  }

  @Test
  void commitOfAProposalThatWeMissed_isKeptThroughACrashAndTakenLater() {
    Proposed update = dave.proposeUpdate();
    bob.receive(update.message());
    carol.receive(update.message());
    StagedCommit staged = bob.stage(CommitRequest.empty());
    var held = (Incoming.CommitHeld) alice.receive(staged.commitMessage());
    assertThat(held.missing()).containsExactly(update.reference());
    alice.restart();
    assertThat(alice.group().heldCommits()).containsExactly(held.reference());
    var still = (Incoming.CommitHeld) alice.group().retry(held.reference(), World.NOW);
    assertThat(still.missing()).containsExactly(update.reference());
    alice.receive(update.message());
    var taken = (Incoming.CommitStaged) alice.group().retry(held.reference(), World.NOW);
    alice.merge(taken.commit());
    bob.merge(staged);
    carol.merge(carol.commit(staged.commitMessage()));
    dave.merge(dave.commit(staged.commitMessage()));
    assertThat(alice.group().heldCommits()).isEmpty();
    world.assertAgreement();
  }

  @Test
  void heldCommit_thatTurnsOutToBeWrong_isNotKeptAnyLonger() {
    var mallory = new Mallory(world, carol);
    Proposed update = dave.proposeUpdate();
    var held = (Incoming.CommitHeld) alice.receive(mallory.commitRefs(update.reference()));
    alice.receive(update.message());
    assertThatThrownBy(() -> alice.group().retry(held.reference(), World.NOW))
        .isInstanceOf(RefusedException.class);
    alice.apply(alice.group().spent());
    assertThat(alice.group().heldCommits()).isEmpty();
  }

  @Test
  void openedMessageWithAForgedSignature_spendsItsKeyAndNothingElse() {
    var mallory = new Mallory(world, carol);
    Bytes message = forgedText(mallory, bob);
    NavigableMap<Bytes, Bytes> before = alice.snapshot();
    assertRefused(FramingRule.SIGNATURE, () -> alice.group().receive(message, World.NOW));
    alice.apply(alice.group().spent());
    before.keySet().removeIf(GroupEdgeTest::isRatchet);
    NavigableMap<Bytes, Bytes> after = alice.snapshot();
    after.keySet().removeIf(GroupEdgeTest::isRatchet);
    assertThat(after).isEqualTo(before);
    assertRefused(SecretTreeRule.GENERATION_SPENT, () -> alice.receive(message));
    assertThat(alice.hear(carol.say("one"))).isEqualTo("one");
  }

  private static boolean isRatchet(Bytes key) {
    return RowKey.kindOf(key) == RowKey.Kind.SECRET_TREE;
  }

  /// Carol uses the key of a generation that bob has not used yet: all members can derive it.
  private Bytes forgedText(Mallory mallory, World.Client inTheNameOf) {
    EpochState epoch = mallory.epoch();
    var content =
        new FramedContent(
            epoch.context().groupId(),
            epoch.number(),
            new Sender.Member(inTheNameOf.leaf()),
            Bytes.EMPTY,
            new ApplicationData(Bytes.ofUtf8("I am bob")));
    Bytes signature =
        ContentSignature.sign(
            world.crypto,
            carol.identity.keys().privateKey(),
            WireFormat.PRIVATE_MESSAGE,
            content,
            epoch.context());
    return MlsMessage.CODEC.encode(
        new PrivateFraming(world.crypto, epoch.context(), epoch.secrets().senderDataSecret())
            .seal(
                new AuthenticatedContent(
                    WireFormat.PRIVATE_MESSAGE, content, FramedContentAuthData.signed(signature)),
                mallory
                    .state()
                    .messages()
                    .nextSendingKey(inTheNameOf.leaf(), RatchetKind.APPLICATION),
                world.settings.padding(),
                world.random));
  }

  @Test
  void restoredOldCopy_noticesItsOwnLaterMessages() {
    alice.say("first");
    var copy = new TreeMap<>(alice.store);
    Bytes last = Bytes.EMPTY;
    for (int i = 0; i < RatchetKind.APPLICATION.reserve(); i++) {
      last = alice.say("and more");
    }
    Bytes beyond = last;
    assertThat(alice.receive(beyond)).isInstanceOf(Incoming.OwnMessage.class);
    alice.store.clear();
    alice.store.putAll(copy);
    alice.restart();
    assertRefused(ReceptionRule.RESTORED_COPY, () -> alice.receive(beyond));
    alice.apply(alice.group().spent());
    assertThat(bob.hear(alice.say("no generation twice"))).isEqualTo("no generation twice");
  }

  @Test
  void ownMessages_comingBack_areRecognisedInEveryEpoch() {
    Bytes text = alice.say("echo");
    StagedCommit staged = alice.stage(CommitRequest.empty());
    var dropped = (Incoming.OwnMessage) alice.receive(staged.commitMessage());
    assertThat(dropped.commit()).isEmpty();
    assertThat(dropped.kind()).isEqualTo(ContentType.COMMIT);
    for (var member : List.of(bob, carol, dave)) {
      member.merge(member.commit(staged.commitMessage()));
    }
    alice.merge(staged);
    var late = (Incoming.OwnMessage) alice.receive(staged.commitMessage());
    assertThat(late.epoch()).isEqualTo(staged.epochBefore());
    var lateText = (Incoming.OwnMessage) alice.receive(text);
    assertThat(lateText.generation()).contains(0L);
  }

  @Test
  void ownPublicCommit_mergedBeforeItComesBack_isRecognised() {
    var open = World.of(SUITE, Breach.PUBLIC, "alice", "bob");
    var author = open.client("alice");
    StagedCommit staged = author.stage(CommitRequest.empty());
    author.merge(staged);
    assertThat(author.receive(staged.commitMessage())).isInstanceOf(Incoming.OwnMessage.class);
  }

  @Test
  void newSignatureKey_isUsedFromTheNextEpochOn_andSurvivesACrashBetween() {
    var fresh =
        new Identity(
            SUITE, bob.identity.credential(), world.crypto.generateSignatureKeyPair(world.random));
    StagedCommit staged = bob.stage(CommitRequest.empty().identity(fresh));
    bob.apply(bob.group().keep(staged));
    bob.restart();
    StagedCommit pending = bob.group().pending().orElseThrow();
    for (var member : List.of(alice, carol, dave)) {
      member.merge(member.commit(pending.commitMessage()));
    }
    bob.merge(pending);
    bob.identity = fresh;
    bob.restart();
    assertThat(alice.group().member(bob.leaf()).orElseThrow().key())
        .isEqualTo(fresh.keys().publicKey());
    assertThat(alice.hear(bob.say("it is me"))).isEqualTo("it is me");
    world.commit(bob, CommitRequest.empty());
    world.commit(alice, CommitRequest.empty());
  }

  @Test
  void settings_keepingLess_dropWhatTheyNoLongerAllow() {
    Bytes late = bob.say("late");
    world.commit(carol, CommitRequest.empty());
    int before = alice.store.size();
    alice.apply(
        alice.group().settings(world.settings.retention(new GroupSettings.Retention(0, 0, 10))));
    assertThat(alice.store.size()).isLessThan(before);
    assertRefused(ReceptionRule.EPOCH_GONE, () -> alice.receive(late));
    alice.restart();
    assertThat(alice.group().settings().retention().pastEpochs()).isZero();
  }

  @Test
  void byteBudget_nineTenthsUsed_callsForAnUpdate() {
    alice.apply(alice.group().settings(world.settings.byteBudget(10_000)));
    alice.say("x".repeat(8_200));
    assertThat(alice.group().updateDue()).isFalse();
    alice.say("x".repeat(300));
    assertThat(alice.group().updateDue()).isTrue();
    assertThat(alice.group().hint().orElseThrow().budget()).isEqualTo(10_000);
    alice.restart();
    assertThat(alice.group().updateDue()).isTrue();
    world.commit(alice, CommitRequest.empty());
    assertThat(alice.group().updateDue()).isFalse();
  }

  @Test
  void exportedSecrets_agreeWithinAnEpochAndDifferBetweenEpochs() {
    Bytes context = Bytes.ofUtf8("call 7");
    try (var ours = alice.group().export("media", context, 32);
        var theirs = bob.group().export("media", context, 32);
        var other = bob.group().export("other", context, 32)) {
      assertThat(ours.matches(theirs)).isTrue();
      assertThat(ours.matches(other)).isFalse();
      world.commit(carol, CommitRequest.empty());
      try (var next = alice.group().export("media", context, 32)) {
        assertThat(ours.matches(next)).isFalse();
      }
    }
  }

  @Test
  void pendingProposals_thatCannotStandTogether_areLeftOutAndNamed() {
    Proposed first = bob.propose(new Proposal.Remove(dave.leaf()));
    Proposed second = carol.propose(new Proposal.Remove(dave.leaf()));
    Proposed update = dave.proposeUpdate();
    for (var one : List.of(first, second, update)) {
      alice.receive(one.message());
    }
    StagedCommit staged = alice.stage(CommitRequest.empty());
    assertThat(staged.leftOut()).containsExactlyInAnyOrder(second.reference(), update.reference());
    assertThat(staged.removed()).extracting(Member::index).containsExactly(dave.leaf());
    StagedCommit without =
        alice.stage(CommitRequest.empty().pending(CommitRequest.PendingPolicy.LEAVE_OUT));
    assertThat(without.removed()).isEmpty();
  }

  @Test
  void pendingProposals_thatAreNamed_areCommittedAlone() {
    Proposed wanted = bob.propose(new Proposal.Remove(dave.leaf()));
    Proposed other = carol.proposeUpdate();
    for (var one : List.of(wanted, other)) {
      alice.receive(one.message());
    }
    StagedCommit staged = alice.stage(CommitRequest.empty().pending(List.of(wanted.reference())));
    assertThat(staged.removed()).extracting(Member::index).containsExactly(dave.leaf());
    assertThat(staged.updated()).extracting(Member::index).containsExactly(alice.leaf());
    assertThat(staged.leftOut()).isEmpty();
    var unknown = CommitRequest.empty().pending(List.of(wanted.reference(), Bytes.of(1)));
    assertThatThrownBy(() -> alice.stage(unknown)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void privateCommitThatBreaksARule_spendsItsKeyAndNothingElse() {
    var mallory = new Mallory(world, carol);
    Bytes bad =
        mallory.send(
            new Commit(
                List.of(new ProposalOrRef.ByValue(new Proposal.Remove(carol.leaf()))),
                Optional.empty()));
    NavigableMap<Bytes, Bytes> before = alice.snapshot();
    assertThatThrownBy(() -> alice.group().receive(bad, World.NOW))
        .isInstanceOf(RefusedException.class);
    alice.apply(alice.group().spent());
    NavigableMap<Bytes, Bytes> after = alice.snapshot();
    before.keySet().removeIf(GroupEdgeTest::isRatchet);
    after.keySet().removeIf(GroupEdgeTest::isRatchet);
    assertThat(after).isEqualTo(before);
    assertThat(alice.group().spent().isEmpty()).isTrue();
    world.commit(bob, CommitRequest.empty());
  }
}

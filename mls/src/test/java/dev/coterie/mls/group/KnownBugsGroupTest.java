package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.policy.SecretTreeRule;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Where groups of other implementations of RFC 9420 broke, lost keys or used them twice.
/// docs/known-bugs.md says what went wrong there.
class KnownBugsGroupTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  private World world;
  private World.Client alice;
  private World.Client bob;
  private World.Client carol;

  @BeforeEach
  void meet() {
    meet(GroupSettings.recommended());
  }

  private void meet(GroupSettings settings) {
    world = new World(SUITE, 1, settings);
    world.engine = world.engine.outsiders(OutsiderPolicy.open());
    world.group("alice", "bob", "carol");
    alice = world.client("alice");
    bob = world.client("bob");
    carol = world.client("carol");
  }

  private static void refused(MlsRule rule, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private Identity renewed(World.Client member) {
    return new Identity(
        SUITE, member.identity.credential(), world.crypto.generateSignatureKeyPair(world.random));
  }

  private void merge(StagedCommit staged, World.Client author, World.Client... others) {
    for (World.Client other : others) {
      other.merge(other.commit(staged.commitMessage()));
    }
    author.merge(staged);
  }

  @Test
  @DisplayName("openmls#2143: the group info of a commit that changes the signature key")
  void groupInfo_isSignedByTheKeyThatTheCommitBrings() {
    var dave = world.client("dave");
    Identity fresh = renewed(bob);
    StagedCommit staged = bob.stage(CommitRequest.empty().add(dave.keyPackage()).identity(fresh));
    merge(staged, bob, alice, carol);
    bob.identity = fresh;
    dave.join(staged);
    world.assertAgreement();
    assertThat(dave.group().member(bob.leaf()).orElseThrow().key())
        .isEqualTo(fresh.keys().publicKey());
    var erin = world.client("erin");
    erin.comeIn(ExternalJoin.of(bob.groupInfo(TreePlacement.INSIDE)));
  }

  @Test
  @DisplayName("openmls#2149: a new signature key that got lost because there was no path")
  void newSignatureKey_bringsItsPath() {
    Identity fresh = renewed(bob);
    StagedCommit staged =
        bob.stage(
            CommitRequest.empty()
                .add(world.client("dave").keyPackage())
                .identity(fresh)
                .path(CommitRequest.PathPolicy.WHEN_NEEDED));
    merge(staged, bob, alice, carol);
    bob.identity = fresh;
    for (World.Client member : List.of(alice, bob, carol)) {
      assertThat(member.group().member(bob.leaf()).orElseThrow().key())
          .isEqualTo(fresh.keys().publicKey());
    }
    bob.restart();
    assertThat(alice.hear(bob.say("with the new key"))).isEqualTo("with the new key");
  }

  @Test
  @DisplayName("mls-rs#339, mls-rs#328: an index of keys that our own commit left behind")
  void keysAfterOurOwnUpdate_areTaken_andTheOldOnesFree() {
    Identity old = bob.identity;
    Identity fresh = renewed(bob);
    merge(bob.stage(CommitRequest.empty().identity(fresh)), bob, alice, carol);
    bob.identity = fresh;
    var twin = world.client("twin");
    twin.identity = new Identity(SUITE, twin.identity.credential(), fresh.keys());
    for (World.Client member : List.of(alice, bob)) {
      assertThatThrownBy(() -> member.stage(CommitRequest.empty().add(twin.keyPackage())))
          .isInstanceOf(RefusedException.class);
    }
    twin.identity = new Identity(SUITE, twin.identity.credential(), old.keys());
    StagedCommit staged = bob.stage(CommitRequest.empty().add(twin.keyPackage()));
    merge(staged, bob, alice, carol);
    twin.join(staged);
    world.assertAgreement();
  }

  @Test
  @DisplayName("openmls#1846: an opened message whose key was still there after a restart")
  void spentKeys_areGoneFromTheStoreWhenTheTextIsThere() {
    Bytes text = bob.say("once");
    alice.hear(text);
    alice.restart();
    refused(SecretTreeRule.GENERATION_SPENT, () -> alice.receive(text));
    Bytes skipped = bob.say("skipped");
    alice.hear(bob.say("later"));
    alice.restart();
    assertThat(alice.hear(skipped)).isEqualTo("skipped");
    alice.restart();
    refused(SecretTreeRule.GENERATION_SPENT, () -> alice.receive(skipped));
  }

  @Test
  @DisplayName("mls-rs#355: the key of a message that was not the next one")
  void messages_inAnyOrder_openWithTheKeysTheyWereSealedWith() {
    List<Bytes> texts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      texts.add(bob.say("text " + i));
    }
    for (int i : new int[] {5, 0, 3, 1, 4, 2}) {
      assertThat(alice.hear(texts.get(i))).isEqualTo("text " + i);
    }
    assertThat(alice.hear(bob.say("on we go"))).isEqualTo("on we go");
  }

  @Test
  @DisplayName("GHSA-8x3w-qj7j-gqhf, bcgit/bc-java#2316, mls-rs#320, ts-mls#177: part of a tag")
  void membershipTag_ofAnyOtherLength_isRefused() {
    meet(Breach.PUBLIC);
    Bytes proposal = bob.propose(new Proposal.Remove(carol.leaf())).message();
    var message = (PublicMessage) MlsMessage.CODEC.decode(proposal);
    Bytes tag = message.membershipTag().orElseThrow();
    for (int length = 0; length <= tag.size() + 1; length++) {
      if (length != tag.size()) {
        Bytes other = length < tag.size() ? tag.slice(0, length) : Bytes.concat(tag, Bytes.of(0));
        Bytes changed =
            MlsMessage.CODEC.encode(
                new PublicMessage(message.content(), message.auth(), Optional.of(other)));
        refused(FramingRule.MEMBERSHIP_TAG, () -> alice.group().receive(changed, World.NOW));
      }
    }
    assertThat(alice.receive(proposal)).isInstanceOf(Incoming.ProposalHeld.class);
  }

  @Test
  @DisplayName("mls-rs#308: somebody comes in while a commit of ours waits")
  void commitFromOutside_winsOverOursThatWaits() {
    alice.apply(alice.group().keep(alice.stage(CommitRequest.empty())));
    world.client("dave").comeIn(ExternalJoin.of(bob.groupInfo(TreePlacement.INSIDE)));
    assertThat(alice.group().pending()).isEmpty();
    world.commit(alice, CommitRequest.empty());
  }

  @Test
  @DisplayName("openmls#2089: our own commit without a path, taken up again")
  void ownCommitWithoutAPath_isMergedAfterARestart() {
    StagedCommit staged =
        alice.stage(
            CommitRequest.empty()
                .add(world.client("dave").keyPackage())
                .path(CommitRequest.PathPolicy.WHEN_NEEDED));
    alice.apply(alice.group().keep(staged));
    alice.restart();
    bob.merge(bob.commit(staged.commitMessage()));
    carol.merge(carol.commit(staged.commitMessage()));
    alice.merge(alice.group().pending().orElseThrow());
    world.client("dave").join(staged);
    world.assertAgreement();
  }

  @Test
  @DisplayName("ts-mls#647: the update of the member at leaf 0")
  void updateOfTheFirstLeaf_isCommitted() {
    assertThat(alice.leaf()).isEqualTo(new LeafIndex(0));
    Proposed update = alice.proposeUpdate();
    bob.receive(update.message());
    carol.receive(update.message());
    StagedCommit staged = bob.stage(CommitRequest.empty());
    assertThat(staged.updated()).extracting(Member::index).contains(alice.leaf());
    merge(staged, bob, alice, carol);
    world.assertAgreement();
  }

  @Test
  @DisplayName("ts-mls#506: an empty list of extensions clears the old one")
  void emptyExtensions_clearTheList() {
    var required = new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1));
    world.commit(alice, CommitRequest.empty().extensions(List.of(required)));
    world.commit(bob, CommitRequest.empty().extensions(List.of()));
    assertThat(carol.group().context().extensions()).isEmpty();
  }

  @Test
  @DisplayName("ts-mls#497, ts-mls#742, amethyst#2493: a path beside new extensions and new leaves")
  void pathBesideNewExtensionsAndLeaves_opensForAll() {
    var required = new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1));
    var dave = world.client("dave");
    StagedCommit staged =
        bob.stage(CommitRequest.empty().extensions(List.of(required)).add(dave.keyPackage()));
    merge(staged, bob, alice, carol);
    dave.join(staged);
    world.assertAgreement();
    assertThat(dave.group().context().extensions()).containsExactly(required);
  }

  @Test
  @DisplayName("openmls#1641: proposals that outlive their epoch")
  void proposals_endWithTheirEpoch() {
    Proposed update = carol.proposeUpdate();
    alice.receive(update.message());
    bob.receive(update.message());
    world.commit(bob, CommitRequest.empty());
    for (World.Client member : List.of(alice, bob, carol)) {
      assertThat(member.group().proposals()).isEmpty();
      assertThat(member.rows().keySet())
          .noneMatch(key -> RowKey.kindOf(key) == RowKey.Kind.PROPOSAL);
    }
    assertThat(alice.stage(CommitRequest.empty()).leftOut()).isEmpty();
  }

  @Test
  @DisplayName("amethyst#3499: a process that starts sending at generation 0 again")
  void restarts_neverSendWithAKeyTwice() {
    Set<Long> generations = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      Sealed sealed = alice.group().seal(Bytes.EMPTY, Bytes.ofUtf8("text " + i), world.random);
      sealed.delta().ifPresent(alice::apply);
      assertThat(generations.add(sealed.generation())).isTrue();
      assertThat(bob.hear(sealed.message())).isEqualTo("text " + i);
      alice.restart();
    }
  }

  @Test
  @DisplayName("bc@a6224957b6, mls-rs#286: a remove of leaf 2^31, which is not leaf 0")
  void removalOfHugeIndexes_isRefused() {
    meet(Breach.PUBLIC);
    for (int huge : new int[] {3, 1 << 30, Integer.MIN_VALUE, -1}) {
      Bytes message = new Mallory(world, carol).send(new Proposal.Remove(new LeafIndex(huge)));
      refused(ProposalRule.REMOVE_OF_NOBODY, () -> alice.group().receive(message, World.NOW));
    }
  }

  @Test
  @DisplayName("amethyst@359b6069f1: the removed member sits outside the smaller tree")
  void removedMemberOutsideTheSmallerTree_learnsOfItsRemoval() {
    world.client("alice").invite("dave", "erin");
    var erin = world.client("erin");
    assertThat(erin.leaf()).isEqualTo(new LeafIndex(4));
    StagedCommit staged = alice.stage(CommitRequest.empty().remove(erin.leaf()));
    StagedCommit seen = erin.commit(staged.commitMessage());
    assertThat(seen.selfRemoved()).isTrue();
    erin.merge(seen);
    assertThat(erin.store).isEmpty();
  }

  @Test
  @DisplayName("mls-rs#224: a removal of us whose path nobody else would take")
  void removalOfUs_withAWrongPath_isRefused() {
    meet(Breach.PUBLIC);
    var mallory = new Mallory(world, carol);
    var bare = new UpdatePath(mallory.path(carol.identity).leafNode(), List.of());
    Bytes commit =
        mallory.send(
            new Commit(Mallory.byValue(new Proposal.Remove(alice.leaf())), Optional.of(bare)));
    refused(TreeRule.PATH_LENGTH, () -> alice.group().receive(commit, World.NOW));
    assertThat(alice.group().isClosed()).isFalse();
  }

  @Test
  @DisplayName("openmls#1703: a remove beside an update of the same leaf")
  void removeAndUpdateOfALeaf_theRemoveIsCommitted() {
    Proposed update = carol.proposeUpdate();
    Proposed remove = bob.propose(new Proposal.Remove(carol.leaf()));
    alice.receive(update.message());
    alice.receive(remove.message());
    bob.receive(update.message());
    carol.receive(remove.message());
    StagedCommit staged = alice.stage(CommitRequest.empty());
    assertThat(staged.leftOut()).containsExactly(update.reference());
    assertThat(staged.removed()).extracting(Member::index).containsExactly(carol.leaf());
    merge(staged, alice, bob, carol);
    assertThat(world.members()).containsExactly(alice, bob);
  }
}

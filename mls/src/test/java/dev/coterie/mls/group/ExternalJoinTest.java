package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId.Source;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.ReceptionRule;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Coming in, and coming back, by a commit of one's own: RFC 9420 §12.4.3.2.
class ExternalJoinTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  private static World open(CipherSuite suite, String... names) {
    return open(suite, GroupSettings.recommended(), names);
  }

  private static World open(CipherSuite suite, GroupSettings settings, String... names) {
    World world = new World(suite, 1, settings);
    world.engine = world.engine.outsiders(OutsiderPolicy.open());
    return world.group(names);
  }

  private static ExternalJoin info(World.Client from) {
    return ExternalJoin.of(from.groupInfo(TreePlacement.INSIDE));
  }

  private static void assertTalking(World world) {
    for (World.Client speaker : world.members()) {
      Bytes message = speaker.say("I am " + speaker.name);
      for (World.Client other : world.members()) {
        if (other != speaker) {
          assertThat(other.hear(message)).isEqualTo("I am " + speaker.name);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void newcomer_entersWithoutHelp_andIsAMemberLikeAnyOther(CipherSuite suite) {
    World world = open(suite, "alice", "bob", "carol");
    var dave = world.client("dave");
    StagedCommit seen = dave.comeIn(info(world.client("bob")));
    assertThat(seen.isExternal()).isTrue();
    assertThat(seen.added()).containsExactly(seen.committer());
    assertThat(seen.committer().credential()).isEqualTo(dave.identity.credential());
    assertThat(seen.removed()).isEmpty();
    assertThat(seen.updated()).isEmpty();
    assertThat(dave.leaf()).isEqualTo(new LeafIndex(3));
    assertTalking(world);
    dave.restart();
    world.client("alice").restart();
    world.commit(dave, CommitRequest.empty());
    world.commit(world.client("alice"), CommitRequest.empty().remove(world.client("bob").leaf()));
    assertTalking(world);
  }

  /// A full tree doubles; a tree with holes is filled from the left.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8})
  void anyTree_hasAPlaceForTheNewcomer(int size) {
    World world =
        open(SUITE, IntStream.range(0, size).mapToObj(i -> "m" + i).toArray(String[]::new));
    var first = world.client("late");
    first.comeIn(info(world.client("m0")));
    assertThat(first.leaf()).isEqualTo(new LeafIndex(size));
    assertTalking(world);
    if (size > 2) {
      world.commit(world.client("m0"), CommitRequest.empty().remove(world.client("m1").leaf()));
      var second = world.client("later");
      second.comeIn(info(first));
      assertThat(second.leaf()).isEqualTo(new LeafIndex(1));
      world.commit(second, CommitRequest.empty());
      assertTalking(world);
    }
  }

  @Test
  void treeBesideTheGroupInfo_isUsed_andHandshakesMayBePrivateOtherwise() {
    World world = open(SUITE, "alice", "bob");
    var alice = world.client("alice");
    var join =
        ExternalJoin.of(alice.groupInfo(TreePlacement.BESIDE))
            .tree(alice.group().ratchetTree())
            .authenticatedData(Bytes.ofUtf8("knock knock"));
    StagedCommit seen = world.client("carol").comeIn(join);
    assertThat(seen.authenticatedData()).isEqualTo(Bytes.ofUtf8("knock knock"));
    assertTalking(world);
  }

  @Test
  void memberThatLostItsState_takesItsPlaceBack_andItsOldSelfIsOut() {
    World world = open(SUITE, "alice", "bob", "carol");
    var bob = world.client("bob");
    MlsGroup old = bob.group();
    LeafIndex place = bob.leaf();
    Entered entered = bob.knock(info(world.client("carol")).resync());
    StagedCommit own = ((Incoming.CommitStaged) old.receive(entered.commit(), world.now)).commit();
    assertThat(own.selfRemoved()).isTrue();
    for (String name : new String[] {"alice", "carol"}) {
      var member = world.client(name);
      StagedCommit seen = member.commit(entered.commit());
      assertThat(seen.removed()).extracting(Member::index).containsExactly(place);
      assertThat(seen.added()).extracting(Member::index).containsExactly(place);
      assertThat(seen.added().getFirst().admitted()).isEqualTo(seen.epochBefore().next());
      member.merge(seen);
    }
    old.merge(own);
    assertThat(old.isClosed()).isTrue();
    bob.enter(entered);
    world.assertAgreement();
    assertThat(bob.leaf()).isEqualTo(place);
    assertTalking(world);
    bob.restart();
    world.commit(bob, CommitRequest.empty());
  }

  @Test
  void whoComesBack_sitsInTheLeftmostBlankLeaf_whichNeedNotBeItsOldOne() {
    World world = open(SUITE, "alice", "bob", "carol", "dave", "erin");
    world.commit(world.client("alice"), CommitRequest.empty().remove(world.client("bob").leaf()));
    var erin = world.client("erin");
    StagedCommit seen = erin.comeIn(info(world.client("carol")).resync(erin.leaf()));
    assertThat(erin.leaf()).isEqualTo(new LeafIndex(1));
    assertThat(seen.removed()).extracting(Member::index).containsExactly(new LeafIndex(4));
    assertThat(world.client("alice").group().memberCount()).isEqualTo(4);
    assertTalking(world);
  }

  @Test
  void lateWordsOfTheFormerSelf_areStillItsOwn() {
    World world = open(SUITE, "alice", "bob");
    var alice = world.client("alice");
    var bob = world.client("bob");
    Bytes late = bob.say("before");
    bob.comeIn(info(alice).resync());
    var heard = (Incoming.Application) alice.receive(late);
    assertThat(heard.plaintext().utf8()).isEqualTo("before");
    assertThat(heard.sender().admitted()).isNotEqualTo(alice.group().epoch());
  }

  @Test
  void groupThatOnlyTakesItsOwnBack_does() {
    World world = new World(SUITE, 1, GroupSettings.recommended());
    world.engine = world.engine.outsiders(OutsiderPolicy.returning());
    world.group("alice", "bob");
    world.client("bob").comeIn(info(world.client("alice")).resync());
    assertTalking(world);
  }

  @Test
  void proofOfThePast_isMixedIn_asAKeyOfAnEarlierEpoch() {
    World world = open(SUITE, "alice", "bob");
    var alice = world.client("alice");
    var bob = world.client("bob");
    MlsGroup old = bob.group();
    world.commit(alice, CommitRequest.empty());
    Source proof = old.resumptionKey(old.epoch());
    StagedCommit seen =
        bob.comeIn(info(alice).resync().psk(proof).psk(proof).keys(old.resumptionKeys()));
    assertThat(seen.psks()).hasSize(1);
    assertThat(seen.psks().getFirst().source()).isEqualTo(proof);
    assertTalking(world);
  }

  @Test
  void externalKeyThatAMemberLacks_holdsTheCommitFromOutside() {
    World world = open(SUITE, "alice");
    var alice = world.client("alice");
    PreSharedKeys keys =
        PreSharedKeys.external(Bytes.ofUtf8("word"), Secret.copyOf(Bytes.ofUtf8("swordfish")));
    Entered entered =
        world
            .client("bob")
            .knock(info(alice).psk(new Source.External(Bytes.ofUtf8("word"))).keys(keys));
    var held = (Incoming.CommitHeld) alice.receive(entered.commit());
    assertThat(held.lacking()).hasSize(1);
    alice.restart();
    var taken = (Incoming.CommitStaged) alice.group().retry(held.reference(), keys, world.now);
    alice.merge(taken.commit());
    world.client("bob").enter(entered);
    world.assertAgreement();
  }

  @Test
  void ofTwoWhoComeAtOnce_oneWins_andTheOtherTriesAgain() {
    World world = open(SUITE, "alice");
    var alice = world.client("alice");
    ExternalJoin info = info(alice);
    Entered lost = world.client("carol").knock(info);
    world.client("bob").comeIn(info);
    assertThatThrownBy(() -> alice.receive(lost.commit()))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ReceptionRule.EPOCH_GONE));
    lost.group().close();
    world.client("carol").comeIn(info(world.client("bob")));
    assertTalking(world);
  }

  @Test
  void groupInfoOfAnotherEpochsKey_leadsNowhere() {
    World world = open(SUITE, "alice", "bob");
    var alice = world.client("alice");
    Bytes forged = new Mallory(world, alice).groupInfoWithForeignKey();
    Entered entered = world.client("carol").knock(ExternalJoin.of(forged));
    assertThatThrownBy(() -> alice.group().receive(entered.commit(), world.now))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(CommitRule.CONFIRMATION_TAG));
    assertTalking(world);
  }

  @Test
  void renamedMember_comesBack_ifTheServiceKnowsItAsTheSame() {
    World world = open(SUITE, "alice", "bob");
    world.engine = world.engine.credentials(new Lenient());
    world.client("alice").restart();
    var bob = world.client("bob");
    LeafIndex place = bob.leaf();
    bob.identity =
        new Identity(
            SUITE,
            new Credential.Basic(Bytes.ofUtf8("robert")),
            world.crypto.generateSignatureKeyPair(world.random));
    bob.comeIn(info(world.client("alice")).resync(place));
    assertThat(world.client("alice").group().member(place).orElseThrow().credential())
        .isEqualTo(bob.identity.credential());
    assertTalking(world);
  }

  private static final class Lenient implements CredentialValidator {
    @Override
    public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
      return true;
    }

    @Override
    public boolean acceptsSuccessor(
        Credential old, Credential fresh, SignaturePublicKey key, Occasion occasion) {
      return occasion == Occasion.RESYNC;
    }
  }
}

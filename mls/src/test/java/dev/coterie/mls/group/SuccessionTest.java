package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.policy.ApplicationRule;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Groups that go on from other groups: RFC 9420 §11.2 and §11.3.
class SuccessionTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final GroupId NEXT = new GroupId(Bytes.ofUtf8("next"));

  static Proposal.ReInit to(CipherSuite suite, Extension... extensions) {
    return new Proposal.ReInit(NEXT, ProtocolVersion.MLS10, SuiteId.of(suite), List.of(extensions));
  }

  private static void assertOver(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(ApplicationRule.REINITIALISED));
  }

  /// The same people under another suite, with other keys.
  private static World next(CipherSuite suite) {
    return new World(suite, 9, GroupSettings.recommended());
  }

  private static Succession from(World.Client old, World.Client fresh) {
    return Succession.of(
        old.group(), Engine.of(fresh.identity.suite()), fresh.identity, old.group().settings());
  }

  private static void found(World.Client fresh, Successor successor) {
    fresh.enter(new Joined(successor.group(), successor.delta(), new LeafIndex(0)));
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void groupGoesOnUnderAnotherSuite_whoeverMakesIt_andTheOldOneIsSilent(CipherSuite suite) {
    World old = World.of(SUITE, "alice", "bob", "carol");
    old.commit(old.client("alice"), CommitRequest.empty().reInit(to(suite)));
    old.client("bob").restart();
    for (World.Client member : old.members()) {
      assertThat(member.group().reInit()).contains(to(suite));
      assertOver(() -> member.say("anybody?"));
      assertOver(() -> member.stage(CommitRequest.empty()));
      assertOver(member::proposeUpdate);
      assertOver(() -> member.propose(new Proposal.Remove(new LeafIndex(0))));
      assertOver(() -> member.groupInfo(TreePlacement.INSIDE));
    }
    World fresh = next(suite);
    KeyPackageBundle alices = fresh.client("alice").bundle();
    KeyPackageBundle carols = fresh.client("carol").bundle();
    Successor made =
        from(old.client("bob"), fresh.client("bob"))
            .reinitialise(
                List.of(alices.keyPackage(), carols.keyPackage()), fresh.random, fresh.now);
    found(fresh.client("bob"), made);
    join(old, fresh, "alice", JoinRequest.of(alices, made.welcome().orElseThrow()));
    join(old, fresh, "carol", JoinRequest.of(carols, made.welcome().orElseThrow()));
    fresh.assertAgreement();
    assertThat(fresh.client("alice").group().id()).isEqualTo(NEXT);
    assertThat(fresh.client("alice").group().epoch().value()).isEqualTo(1);
    assertThat(fresh.client("carol").hear(fresh.client("alice").say("here we are")))
        .isEqualTo("here we are");
  }

  private static void join(World old, World fresh, String name, JoinRequest request) {
    fresh.client(name).enter(from(old.client(name), fresh.client(name)).join(request, fresh.now));
  }

  @Test
  void proposedReInit_waitsUntilThereIsNothingElse() {
    World world = World.of(SUITE, "alice", "bob", "carol");
    var alice = world.client("alice");
    var bob = world.client("bob");
    var carol = world.client("carol");
    Proposed end = bob.propose(to(SUITE));
    Proposed update = carol.proposeUpdate();
    alice.receive(end.message());
    carol.receive(end.message());
    alice.receive(update.message());
    bob.receive(update.message());
    StagedCommit first = alice.stage(CommitRequest.empty());
    assertThat(first.leftOut()).containsExactly(end.reference());
    assertThat(first.reInit()).isEmpty();
    StagedCommit own = alice.stage(CommitRequest.empty().reInit(to(SUITE)));
    assertThat(own.leftOut()).hasSize(2);
    bob.merge(bob.commit(first.commitMessage()));
    carol.merge(carol.commit(first.commitMessage()));
    alice.merge(first);
    Proposed again = bob.propose(to(SUITE));
    alice.receive(again.message());
    carol.receive(again.message());
    StagedCommit second = alice.stage(CommitRequest.empty());
    assertThat(second.reInit()).contains(to(SUITE));
    alice.apply(alice.group().keep(second));
    alice.restart();
    assertThat(alice.group().pending().orElseThrow().reInit()).contains(to(SUITE));
    bob.merge(bob.commit(second.commitMessage()));
    carol.merge(carol.commit(second.commitMessage()));
    alice.merge(alice.group().pending().orElseThrow());
    assertThat(alice.group().reInit()).isPresent();
    assertThat(bob.group().reInit()).isPresent();
  }

  @Test
  void lastWordsOfTheOldGroup_areStillHeard() {
    World world = World.of(SUITE, "alice", "bob");
    Bytes late = world.client("bob").say("wait");
    world.commit(world.client("alice"), CommitRequest.empty().reInit(to(SUITE)));
    assertThat(world.client("alice").hear(late)).isEqualTo("wait");
  }

  @Test
  void loneMember_goesOnAlone() {
    World old = World.of(SUITE, "alice");
    old.commit(old.client("alice"), CommitRequest.empty().reInit(to(SUITE)));
    World fresh = next(SUITE);
    Successor made =
        from(old.client("alice"), fresh.client("alice"))
            .reinitialise(List.of(), fresh.random, fresh.now);
    found(fresh.client("alice"), made);
    assertThat(made.welcome()).isEmpty();
    assertThat(made.group().epoch().value()).isEqualTo(1);
  }

  @Test
  void groupGoesOnUnderItsOwnId_whereTheEngineMayAnnounceIt() {
    World old = World.of(SUITE, "alice", "bob");
    var alice = old.client("alice");
    alice.restart(Engine.of(SUITE).reInitsInPlace());
    GroupId id = alice.group().id();
    old.commit(
        alice,
        CommitRequest.empty()
            .reInit(new Proposal.ReInit(id, ProtocolVersion.MLS10, SuiteId.of(SUITE), List.of())));
    World fresh = next(SUITE);
    KeyPackageBundle bobs = fresh.client("bob").bundle();
    Successor made =
        from(alice, fresh.client("alice"))
            .reinitialise(List.of(bobs.keyPackage()), fresh.random, fresh.now);
    found(fresh.client("alice"), made);
    join(old, fresh, "bob", JoinRequest.of(bobs, made.welcome().orElseThrow()));
    fresh.assertAgreement();
    assertThat(fresh.client("bob").group().id()).isEqualTo(id);
  }

  @Test
  void someMembers_branchOff_andTheOldGroupGoesOn() {
    World old = World.of(SUITE, "alice", "bob", "carol");
    World fresh = next(SUITE);
    KeyPackageBundle carols = fresh.client("carol").bundle();
    var aside =
        new Succession(
            old.client("alice").group(),
            Engine.of(SUITE),
            fresh.client("alice").identity,
            GroupSettings.recommended(),
            TreePlacement.BESIDE);
    Successor made =
        aside.branch(NEXT, List.of(), List.of(carols.keyPackage()), fresh.random, fresh.now);
    found(fresh.client("alice"), made);
    old.commit(old.client("bob"), CommitRequest.empty());
    join(
        old,
        fresh,
        "carol",
        JoinRequest.of(carols, made.welcome().orElseThrow())
            .tree(made.ratchetTree().orElseThrow()));
    fresh.assertAgreement();
    assertThat(fresh.client("carol").hear(fresh.client("alice").say("between us")))
        .isEqualTo("between us");
    assertThat(old.client("bob").hear(old.client("alice").say("all of us"))).isEqualTo("all of us");
  }

  @Test
  void renamedMember_comesAlong_ifTheApplicationKnowsIt() {
    World old = World.of(SUITE, "alice", "bob");
    old.commit(old.client("alice"), CommitRequest.empty().reInit(to(SUITE)));
    World fresh = next(SUITE);
    fresh.client("bob").identity =
        new Identity(
            SUITE,
            new Credential.Basic(Bytes.ofUtf8("robert")),
            fresh.client("bob").identity.keys());
    KeyPackageBundle bobs = fresh.client("bob").bundle();
    Engine engine = Engine.of(SUITE).credentials(new Nicknames());
    var alices =
        Succession.of(
            old.client("alice").group(), engine, fresh.client("alice").identity, old.settings);
    Successor made = alices.reinitialise(List.of(bobs.keyPackage()), fresh.random, fresh.now);
    var bob =
        Succession.of(
            old.client("bob").group(), engine, fresh.client("bob").identity, old.settings);
    Joined joined = bob.join(JoinRequest.of(bobs, made.welcome().orElseThrow()), fresh.now);
    assertThat(joined.group().epochAuthenticator()).isEqualTo(made.group().epochAuthenticator());
  }

  private static final class Nicknames implements CredentialValidator {
    @Override
    public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
      return true;
    }

    @Override
    public boolean acceptsSuccessor(
        Credential old, Credential fresh, SignaturePublicKey key, Occasion occasion) {
      return false;
    }

    @Override
    public boolean sameClient(Credential old, Credential fresh) {
      return old.equals(fresh)
          || (old.equals(new Credential.Basic(Bytes.ofUtf8("bob")))
              && fresh.equals(new Credential.Basic(Bytes.ofUtf8("robert"))));
    }
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.credential.TestCertificates;
import dev.coterie.mls.credential.TestCertificates.Authority;
import dev.coterie.mls.credential.TestCertificates.Plan;
import dev.coterie.mls.policy.CredentialRule;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A member shows a certificate that is sound, and somebody else's: its key is not the leaf's.
/// docs/known-bugs.md says where that went through.
@DisplayName("bc@77632a57ed: another party's certificate")
class KnownBugsX509Test {
  private final Authority root = Authority.root("root");
  private World world;
  private World.Client alice;
  private World.Client carol;

  @BeforeEach
  void meet() {
    world =
        new World(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            1,
            GroupSettings.recommended().handshakes(HandshakeWire.PUBLIC));
    world.engine =
        world
            .engine
            .credentials(CredentialValidator.x509(List.of(root.parsed()), () -> world.now))
            .outsiders(OutsiderPolicy.open());
    for (String name : List.of("alice", "bob", "carol")) {
      World.Client client = world.client(name);
      client.identity =
          new Identity(
              world.suite,
              TestCertificates.chain(
                  root.certifies(Plan.person(name), client.identity.keys().publicKey())),
              client.identity.keys());
    }
    world.group("alice", "bob", "carol");
    alice = world.client("alice");
    carol = world.client("carol");
  }

  /// Bob's certificate, and other keys.
  private Identity stolen(World.Client thief) {
    return new Identity(
        world.suite, world.client("bob").identity.credential(), thief.identity.keys());
  }

  private void refused(CredentialRule rule, ThrowingCallable act) {
    var before = alice.snapshot();
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
    assertThat(alice.snapshot()).isEqualTo(before);
  }

  @Test
  void inAKeyPackage_isRefused() {
    World.Client thief = world.client("thief");
    thief.identity = stolen(thief);
    refused(
        CredentialRule.REFUSED, () -> alice.stage(CommitRequest.empty().add(thief.keyPackage())));
  }

  @Test
  void inThePathOfAMember_isRefused() {
    var commit = new Mallory(world, carol).commitAs(stolen(carol));
    assertThatThrownBy(() -> alice.group().receive(commit, World.NOW))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.rule())
                    .isIn(CredentialRule.REFUSED, CredentialRule.SUCCESSOR_REFUSED));
  }

  @Test
  void inACommitFromOutside_isRefused() {
    World.Client thief = world.client("thief");
    thief.identity = stolen(thief);
    var entered = thief.knock(ExternalJoin.of(alice.groupInfo(TreePlacement.INSIDE)));
    refused(CredentialRule.REFUSED, () -> alice.group().receive(entered.commit(), World.NOW));
  }

  @Test
  void itsOwner_comesBackWithIt() {
    World.Client bob = world.client("bob");
    bob.comeIn(ExternalJoin.of(alice.groupInfo(TreePlacement.INSIDE)).resync());
    assertThat(alice.hear(bob.say("it is me"))).isEqualTo("it is me");
  }
}

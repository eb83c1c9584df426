package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.credential.TestCertificates;
import dev.coterie.mls.credential.TestCertificates.Authority;
import dev.coterie.mls.credential.TestCertificates.Plan;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.policy.CredentialRule;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// CR-09, CR-10, CR-13: groups whose members show certificates.
class CertificateGroupTest {
  private final Authority root = Authority.root("root");

  /// A world in which these people have certificates, and nobody else counts.
  private World world(CipherSuite suite, String... names) {
    World world = new World(suite);
    world.engine =
        world.engine.credentials(CredentialValidator.x509(List.of(root.parsed()), () -> world.now));
    for (String name : names) {
      World.Client client = world.client(name);
      client.identity = certified(client.identity, Plan.person(name));
    }
    return world;
  }

  private Identity certified(Identity identity, Plan plan) {
    return new Identity(
        identity.suite(),
        TestCertificates.chain(root.certifies(plan, identity.keys().publicKey())),
        identity.keys());
  }

  private static void assertRefused(CredentialRule rule, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void membersWithCertificates_meetAndTalk_andNobodyElseComesIn(CipherSuite suite) {
    World world = world(suite, "alice", "bob", "carol");
    world.group("alice", "bob", "carol");
    assertThat(world.client("carol").hear(world.client("bob").say("hello"))).isEqualTo("hello");
    World.Client alice = world.client("alice");
    var before = alice.snapshot();
    KeyPackage bare = world.client("dave").keyPackage();
    world.client("mallory").identity =
        new Identity(
            suite,
            world.client("bob").identity.credential(),
            world.client("mallory").identity.keys());
    KeyPackage stolen = world.client("mallory").keyPackage();
    for (KeyPackage refused : List.of(bare, stolen)) {
      assertRefused(CredentialRule.REFUSED, () -> alice.stage(CommitRequest.empty().add(refused)));
    }
    assertThat(alice.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void expiredCertificate_barsNeitherItsReplacement_norWordsOfItsHolder(CipherSuite suite) {
    World world = world(suite, "alice", "bob");
    world.group("alice", "bob");
    World.Client alice = world.client("alice");
    World.Client bob = world.client("bob");
    var early = bob.say("before");
    world.now = world.now.plus(Duration.ofDays(60));
    assertRefused(
        CredentialRule.REFUSED,
        () -> alice.stage(CommitRequest.empty().add(late(world, "dave").keyPackage())));
    assertThat(alice.hear(early)).isEqualTo("before");
    assertThat(alice.hear(bob.say("after"))).isEqualTo("after");
    world.commit(bob, CommitRequest.empty());
    Plan renewed = Plan.person("bob").valid(world.now, world.now.plus(Duration.ofDays(30)));
    Identity fresh =
        certified(
            new Identity(
                suite,
                bob.identity.credential(),
                world.crypto.generateSignatureKeyPair(world.random)),
            renewed);
    world.commit(bob, CommitRequest.empty().identity(fresh));
    bob.identity = fresh;
    bob.restart();
    assertThat(alice.hear(bob.say("renewed"))).isEqualTo("renewed");
    Identity another = certified(fresh, new Renamed(renewed).as("carol"));
    StagedCommit posing = bob.stage(CommitRequest.empty().identity(another));
    assertRefused(
        CredentialRule.SUCCESSOR_REFUSED,
        () -> alice.group().receive(posing.commitMessage(), world.now));
  }

  /// The same dates under another name.
  private record Renamed(Plan plan) {
    Plan as(String name) {
      return Plan.person(name).valid(plan.from(), plan.until());
    }
  }

  /// Somebody whose certificate has expired.
  private World.Client late(World world, String name) {
    World.Client client = world.client(name);
    client.identity = certified(client.identity, Plan.person(name));
    return client;
  }
}

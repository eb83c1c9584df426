package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.CryptoProviders;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Sealed;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One group whose members compute with different libraries: they read each other's commits and
/// texts, stay in one state, and may change the library between two starts.
final class MixedProvidersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<String> CHOICES =
      List.of("conscrypt", "jdk", "bouncycastle", "default", "jdk,x25519=conscrypt,p256=conscrypt");

  private final SeededRandomSource random = SeededRandomSource.notRandomForReplayOnly(5);
  private final List<MlsGroup> members = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(
      names = {
        "X25519_AES128GCM_SHA256_ED25519",
        "P256_AES128GCM_SHA256_P256",
        "X25519_CHACHA20_SHA256_ED25519"
      })
  void membersOfEveryProvider_readEachOthersCommitsAndTexts(CipherSuite suite) {
    var absent = CryptoProviders.absent();
    Assumptions.assumeTrue(absent.isEmpty(), () -> "providers are absent: " + absent);
    gather(suite);
    for (int round = 0; round < 2; round++) {
      for (MlsGroup committer : List.copyOf(members)) {
        commit(committer, CommitRequest.empty().update());
        everybodySpeaks();
      }
      restartWithTheNextProvider(suite);
    }
    MlsGroup leaver = members.removeLast();
    commit(members.getFirst(), CommitRequest.empty().remove(leaver.self()));
    everybodySpeaks();
    assertThat(members.getFirst().epoch().value()).isEqualTo(2 + 2 * CHOICES.size());
  }

  private static Engine engine(CipherSuite suite, int member) {
    var choice = CryptoChoice.parse(CHOICES.get(member % CHOICES.size()));
    return Engine.of(SuiteCrypto.of(suite, choice));
  }

  private Identity identity(CipherSuite suite, int member) {
    var name = new Credential.Basic(Bytes.ofUtf8("member " + member));
    var crypto = engine(suite, member).crypto();
    return new Identity(suite, name, crypto.generateSignatureKeyPair(random));
  }

  private void gather(CipherSuite suite) {
    var settings = GroupSettings.recommended();
    var id = new GroupId(random.bytes(16));
    members.add(
        MlsGroup.create(engine(suite, 0), identity(suite, 0), id, List.of(), settings, random, NOW)
            .group());
    var lifetime = KeyPackages.lifetime(NOW, Duration.ofDays(30));
    var identities = new ArrayList<Identity>();
    for (int i = 1; i < CHOICES.size(); i++) {
      identities.add(identity(suite, i));
    }
    var bundles =
        identities.stream().map(each -> KeyPackages.create(each, lifetime, random)).toList();
    var request =
        CommitRequest.empty().add(bundles.stream().map(each -> each.keyPackage()).toList());
    StagedCommit commit = members.getFirst().stage(request, random, NOW);
    members.getFirst().merge(commit);
    for (int i = 1; i < CHOICES.size(); i++) {
      members.add(
          MlsGroup.join(
                  engine(suite, i),
                  identities.get(i - 1),
                  bundles.get(i - 1),
                  commit.welcome().orElseThrow(),
                  commit.ratchetTree(),
                  settings,
                  NOW)
              .group());
    }
    agree();
  }

  private void commit(MlsGroup committer, CommitRequest request) {
    StagedCommit commit = committer.stage(request, random, NOW);
    for (MlsGroup member : members) {
      if (member != committer) {
        var incoming = member.receive(commit.commitMessage(), NOW);
        assertThat(incoming).isInstanceOf(Incoming.CommitStaged.class);
        member.merge(((Incoming.CommitStaged) incoming).commit());
      }
    }
    committer.merge(commit);
    agree();
  }

  private void everybodySpeaks() {
    for (MlsGroup speaker : members) {
      var text = Bytes.ofUtf8("from " + speaker.self() + " in " + speaker.epoch());
      Sealed sealed = speaker.seal(Bytes.EMPTY, text, random);
      for (MlsGroup listener : members) {
        if (listener != speaker) {
          assertThat(listener.receive(sealed.message(), NOW))
              .isInstanceOfSatisfying(
                  Incoming.Application.class, read -> assertThat(read.plaintext()).isEqualTo(text));
        }
      }
    }
  }

  private void restartWithTheNextProvider(CipherSuite suite) {
    for (int i = 0; i < members.size(); i++) {
      MlsGroup before = members.get(i);
      members.set(i, MlsGroup.restore(engine(suite, i + 1), before.identity(), before.rows()));
    }
    agree();
  }

  private void agree() {
    MlsGroup first = members.getFirst();
    for (MlsGroup member : members) {
      assertThat(member.context()).isEqualTo(first.context());
      assertThat(member.epochAuthenticator()).isEqualTo(first.epochAuthenticator());
    }
  }
}

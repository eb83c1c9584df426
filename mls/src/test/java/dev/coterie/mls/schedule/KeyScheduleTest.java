package dev.coterie.mls.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ScheduleRule;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyScheduleTest {
  private static EpochSecrets secrets(SuiteCrypto crypto) {
    var start = new KeySchedule(crypto).start(Secret.zeros(crypto.suite().hashSize()));
    return start.secrets();
  }

  private static SuiteCrypto first() {
    return SuiteCrypto.of(CipherSuite.of(1).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void epochSecrets_storedAndRead_areTheSame(CipherSuite suite) {
    var crypto = SuiteCrypto.of(suite);
    var secrets = secrets(crypto);
    Bytes stored = secrets.encode(KeyExport.dangerously());
    var read = EpochSecrets.decode(crypto, stored);
    assertThat(read.encode(KeyExport.dangerously())).isEqualTo(stored);
    assertThat(read.epochAuthenticator()).isEqualTo(secrets.epochAuthenticator());
    assertThat(read.initSecret().matches(secrets.initSecret())).isTrue();
    assertThat(read.membershipKey().matches(secrets.membershipKey())).isTrue();
    for (Bytes bad :
        List.of(
            stored.slice(1),
            stored.slice(0, stored.size() - 1),
            Bytes.concat(stored, Bytes.of(0)),
            Bytes.concat(Bytes.of(2), stored.slice(1)))) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> EpochSecrets.decode(crypto, bad));
    }
  }

  @ParameterizedTest
  @EnumSource
  void confirmationTag_shorterOrChanged_doesNotConfirm(CipherSuite suite) {
    var secrets = secrets(SuiteCrypto.of(suite));
    Bytes hash = Bytes.ofUtf8("transcript");
    Bytes tag = secrets.confirmationTag(hash);
    assertThat(secrets.confirms(hash, tag)).isTrue();
    assertThat(secrets.confirms(Bytes.EMPTY, tag)).isFalse();
    for (int size = 0; size < tag.size(); size++) {
      assertThat(secrets.confirms(hash, tag.slice(0, size))).isFalse();
    }
    assertThat(secrets.confirms(hash, Bytes.concat(tag, Bytes.of(0)))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void oneStep_bothSides_agree(CipherSuite suite) {
    var crypto = SuiteCrypto.of(suite);
    var schedule = new KeySchedule(crypto);
    var context =
        new GroupContext(
            ProtocolVersion.MLS10,
            SuiteId.of(suite),
            new GroupId(Bytes.ofUtf8("g")),
            new Epoch(1),
            Bytes.EMPTY,
            Bytes.EMPTY,
            List.of());
    var joiner =
        schedule.joinerSecret(secrets(crypto).initSecret(), schedule.noCommitSecret(), context);
    var psk = PskSecret.none(crypto);
    var one = schedule.epoch(joiner, psk, context);
    var two = schedule.epoch(joiner.copy(), PskSecret.of(crypto, List.of()), context);
    assertThat(one.encryptionSecret().matches(two.encryptionSecret())).isTrue();
    assertThat(one.secrets().epochAuthenticator()).isEqualTo(two.secrets().epochAuthenticator());
    var other = schedule.epoch(joiner, psk, context.withTreeHash(Bytes.of(1)));
    assertThat(other.secrets().epochAuthenticator())
        .isNotEqualTo(one.secrets().epochAuthenticator());
  }

  private static final Map<ScheduleRule, Runnable> BREACHES =
      new EnumMap<>(
          Map.of(
              ScheduleRule.LENGTH,
              () -> secrets(first()).export("label", Bytes.EMPTY, 255 * 32 + 1),
              ScheduleRule.TOO_MANY_PSKS,
              () -> PskSecret.of(first(), Collections.nCopies(65_536, psk(32))),
              ScheduleRule.PSK_NONCE,
              () -> PskSecret.requireNonce(first(), psk(31).id()),
              ScheduleRule.STORED_STATE,
              () -> SecretTree.restore(first(), 2, List.of(), RatchetWindow.DEFAULT)));

  private static PskSecret.Entry psk(int nonce) {
    return new PskSecret.Entry(
        new PreSharedKeyId(
            new PreSharedKeyId.Source.External(Bytes.EMPTY), Bytes.wrap(new byte[nonce])),
        Secret.zeros(32));
  }

  @TestFactory
  Stream<DynamicTest> everyRule_broken_isRefused() {
    assertThat(BREACHES).containsOnlyKeys(ScheduleRule.values());
    return BREACHES.entrySet().stream()
        .map(breach -> DynamicTest.dynamicTest(breach.getKey().name(), () -> refused(breach)));
  }

  private static void refused(Map.Entry<? extends MlsRule, Runnable> breach) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(breach.getValue()::run)
        .satisfies(e -> assertThat(e.rule()).isEqualTo(breach.getKey()));
  }
}

package dev.coterie.mls.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.SeededRandom;
import dev.coterie.mls.credential.CredentialValidator.Occasion;
import dev.coterie.mls.credential.TestCertificates.Authority;
import dev.coterie.mls.credential.TestCertificates.Plan;
import dev.coterie.mls.message.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// CR-09, CR-10: which chains of certificates speak for a key.
class CertificateChainsTest {
  private static final RandomSource RANDOM = new SeededRandom(5);
  private static final SignaturePublicKey ALICE = key(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final SignaturePublicKey OTHER = key(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final Authority ROOT = Authority.root("root");
  private static final Authority UNKNOWN = Authority.root("root of somebody else");
  private static final Authority OFFICE = ROOT.certifies(Plan.authority("office"));
  private static final Plan PERSON = Plan.person("alice");
  private static final Bytes OF_ALICE = OFFICE.certifies(PERSON, ALICE);

  private static SignaturePublicKey key(CipherSuite suite) {
    return SuiteCrypto.of(suite).generateSignatureKeyPair(RANDOM).publicKey();
  }

  private static CredentialValidator at(Instant now) {
    return CredentialValidator.x509(List.of(ROOT.parsed()), () -> now);
  }

  private static boolean accepted(Credential chain, SignaturePublicKey key) {
    return at(TestCertificates.NOW).accepts(chain, key, Occasion.ADD);
  }

  private static Credential chain(Bytes... certificates) {
    return TestCertificates.chain(certificates);
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void soundChain_speaksForTheKeyInIt_andForNoOther(CipherSuite suite) {
    SignaturePublicKey key = key(suite);
    Bytes first = OFFICE.certifies(PERSON, key);
    assertThat(accepted(chain(first, OFFICE.certificate()), key)).isTrue();
    assertThat(accepted(chain(first, OFFICE.certificate(), ROOT.certificate()), key)).isTrue();
    assertThat(accepted(chain(ROOT.certifies(PERSON, key)), key)).isTrue();
    assertThat(accepted(chain(first, OFFICE.certificate()), key(suite))).isFalse();
  }

  /// A chain that is wrong in one thing.
  record Wrong(String how, Credential chain) {
    @Override
    public String toString() {
      return how;
    }
  }

  private static Wrong under(String how, Plan authority) {
    Authority office = ROOT.certifies(authority);
    return new Wrong(how, chain(office.certifies(PERSON, ALICE), office.certificate()));
  }

  private static Wrong person(String how, Plan plan) {
    return new Wrong(how, chain(OFFICE.certifies(plan, ALICE), OFFICE.certificate()));
  }

  static Stream<Wrong> wrong() {
    Instant now = TestCertificates.NOW;
    Instant before = now.minus(Duration.ofDays(9));
    Plan office = Plan.authority("office");
    Authority narrow = ROOT.certifies(office.pathLength(0));
    Authority below = narrow.certifies(Plan.authority("below"));
    byte[] bent = OF_ALICE.toArray();
    bent[bent.length - 1] ^= 1;
    return Stream.of(
        new Wrong("no certificate", chain()),
        new Wrong("a bare name", new Credential.Basic(Bytes.ofUtf8("alice"))),
        new Wrong(
            "another's certificate first",
            chain(OFFICE.certifies(PERSON, OTHER), OF_ALICE, OFFICE.certificate())),
        new Wrong("the other way round", chain(OFFICE.certificate(), OF_ALICE)),
        new Wrong("a gap", chain(OF_ALICE)),
        new Wrong("the root alone", chain(ROOT.certificate())),
        new Wrong("an unknown root", chain(UNKNOWN.certifies(PERSON, ALICE))),
        new Wrong(
            "an unknown root that is there",
            chain(UNKNOWN.certifies(PERSON, ALICE), UNKNOWN.certificate())),
        new Wrong("a changed signature", chain(Bytes.wrap(bent), OFFICE.certificate())),
        new Wrong("no certificate at all", chain(Bytes.ofUtf8("alice"), OFFICE.certificate())),
        new Wrong(
            "an octet too many", chain(Bytes.concat(OF_ALICE, Bytes.of(0)), OFFICE.certificate())),
        new Wrong("too long", new Credential.X509(Collections.nCopies(11, OF_ALICE))),
        person("over", PERSON.valid(before, now.minusSeconds(1))),
        person("not yet", PERSON.valid(now.plusSeconds(1), now.plusSeconds(99))),
        person("not for signatures", PERSON.usage(Plan.AGREES)),
        under("an office whose time is over", office.valid(before, now.minusSeconds(1))),
        under("an office that is none", office.noAuthority()),
        under("an office that does not say so", Plan.person("office").usage(Plan.CERTIFIES)),
        under("an office that may not certify", office.usage(Plan.SIGNS)),
        under("a name that the office may not give", office.permitting("example.com")),
        new Wrong(
            "longer than an office allows",
            chain(below.certifies(PERSON, ALICE), below.certificate(), narrow.certificate())));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void chain_wrongInOneThing_isRefused(Wrong wrong) {
    assertThat(accepted(wrong.chain(), ALICE)).isFalse();
  }

  @Test
  void datesAreJudgedByTheClockThatWasGiven() {
    Credential chain = chain(OF_ALICE, OFFICE.certificate());
    assertThat(at(PERSON.until()).accepts(chain, ALICE, Occasion.JOIN)).isTrue();
    assertThat(at(PERSON.until().plusSeconds(1)).accepts(chain, ALICE, Occasion.JOIN)).isFalse();
    assertThat(at(PERSON.from().minusSeconds(1)).accepts(chain, ALICE, Occasion.JOIN)).isFalse();
  }

  /// CR-12, CR-13.
  @Test
  void successor_isWhoeverHasTheSameNames_whateverTheOldDatesAre() {
    CredentialValidator validator = at(TestCertificates.NOW);
    Credential old =
        chain(
            OFFICE.certifies(
                PERSON.valid(Instant.parse("2020-01-01T00:00:00Z"), PERSON.from()), OTHER));
    Credential fresh = chain(OF_ALICE, OFFICE.certificate());
    assertThat(validator.acceptsSuccessor(old, fresh, ALICE, Occasion.PATH)).isTrue();
    for (Plan other : List.of(Plan.person("bob"), PERSON.dns("bob.example.org"))) {
      Credential changed = chain(OFFICE.certifies(other, ALICE), OFFICE.certificate());
      assertThat(validator.acceptsSuccessor(old, changed, ALICE, Occasion.PATH)).isFalse();
    }
    assertThat(validator.sameClient(old, new Credential.Basic(Bytes.ofUtf8("alice")))).isFalse();
    assertThat(validator.sameClient(chain(), chain())).isFalse();
    assertThat(validator.sameClient(chain(Bytes.of(1)), fresh)).isFalse();
  }

  @Test
  void octetsChangedAnywhere_neverSpeakForTheKey_andNeverThrow() {
    for (int at = 0; at < OF_ALICE.size(); at++) {
      byte[] changed = OF_ALICE.toArray();
      changed[at] ^= (byte) (1 << (at % 8));
      assertThat(accepted(chain(Bytes.wrap(changed), OFFICE.certificate()), ALICE))
          .as("octet %d", at)
          .isFalse();
    }
  }

  @Test
  void validatorThatTrustsNobody_isMisuse() {
    assertThatThrownBy(() -> CredentialValidator.x509(new ArrayList<>(), () -> Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.policy.ApplicationRule;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.CredentialRule;
import dev.coterie.mls.policy.ExtensionRule;
import dev.coterie.mls.policy.ExternalCommitRule;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.policy.KeyPackageRule;
import dev.coterie.mls.policy.LinkRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.policy.ReceptionRule;
import dev.coterie.mls.policy.WelcomeRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule of the group engine is broken at least once, and refused by name, without a trace.
class RuleBreachTest {
  private static final List<MlsRule[]> OWN =
      List.of(
          ApplicationRule.values(),
          CommitRule.values(),
          CredentialRule.values(),
          ExtensionRule.values(),
          ExternalCommitRule.values(),
          GroupInfoRule.values(),
          KeyPackageRule.values(),
          LinkRule.values(),
          ProposalRule.values(),
          PskRule.values(),
          ReceptionRule.values(),
          WelcomeRule.values());

  static Stream<Breach> breaches() {
    return Stream.of(
            ProposalBreaches.all(),
            PskBreaches.all(),
            EntryBreaches.all(),
            OutsiderBreaches.all(),
            LinkBreaches.all(),
            CommitBreaches.all(),
            KeyPackageBreaches.all(),
            WelcomeBreaches.all(),
            ReceptionBreaches.all())
        .flatMap(one -> one);
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void rule_broken_refusedAndStateUnchanged(Breach breach) {
    Breach.Attempt attempt = breach.scene().apply(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    var before = attempt.victim().snapshot();
    assertThatThrownBy(attempt.act()::run)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.rule()).isEqualTo(breach.rule());
              assertThat(refused.detail()).isNotBlank();
            });
    assertThat(attempt.victim().snapshot()).isEqualTo(before);
    assertThat(attempt.victim().rows()).isEqualTo(before);
  }

  @Test
  void everyRuleOfTheGroupEngineIsBrokenSomewhere() {
    Set<MlsRule> broken = breaches().map(Breach::rule).collect(Collectors.toSet());
    assertThat(OWN.stream().flatMap(Arrays::stream))
        .allSatisfy(rule -> assertThat(broken).contains(rule));
  }
}

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
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.policy.KeyPackageRule;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.LinkRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.policy.ReceptionRule;
import dev.coterie.mls.policy.TreeRule;
import dev.coterie.mls.policy.WelcomeRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What other implementations of RFC 9420 let through, or broke on: brought to ours, it is refused
/// by name and leaves no trace. docs/known-bugs.md says what went wrong there.
class KnownBugsRefusedTest {
  /// @param references where it was reported
  /// @param rule that ours names
  /// @param how the breach is called
  record Known(String references, MlsRule rule, String how) {
    @Override
    public String toString() {
      return references + ": " + how;
    }

    Breach breach() {
      return RuleBreachTest.breaches()
          .filter(one -> one.rule().equals(rule) && one.how().equals(how))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Known of(String references, MlsRule rule, String how) {
    return new Known(references, rule, how);
  }

  static Stream<Known> known() {
    return Stream.of(proposals(), commits(), outside(), entries(), links()).flatMap(one -> one);
  }

  private static Stream<Known> proposals() {
    return Stream.of(
        of("impl#195", LeafRule.UPDATE_KEEPS_KEY, "proposed"),
        of("openmls#1684", ProposalRule.EXTERNAL_INIT_BY_MEMBER, "in a commit"),
        of("openmls#1684", ProposalRule.EXTERNAL_INIT_BY_MEMBER, "proposed"),
        of(
            "openmls#1487, openmls#1820",
            ProposalRule.REQUIRED_CAPABILITIES_UNMET,
            "received from a committer who meets them"),
        of(
            "openmls#1820",
            ProposalRule.EXTENSION_UNSUPPORTED,
            "received from a committer who supports it"),
        of("openmls#1703", ProposalRule.TWO_CHANGES_OF_A_LEAF, "update and remove"),
        of("openmls#1928", PskRule.TWICE, "by value"),
        of("openmls#1928", PskRule.TWICE, "by value and by reference"),
        of("mls-rs@43954a7b", ProposalRule.REINIT_NOT_ALONE, "beside a remove"),
        of("mlspp#336, xmtp/libxmtp#678", PskRule.USAGE, "re-init, in a commit"),
        of("mlspp#336, xmtp/libxmtp#678", PskRule.USAGE, "branch, in a commit"),
        of(
            "ts-mls#625, openmls#1589",
            LeafRule.REQUIRED_CAPABILITIES,
            "the committer's leaf, under the new extensions"),
        of("mls-rs#319", LeafRule.DEFAULT_TYPE_LISTED, "capabilities with a default extension"),
        of("openmls#1763, openmls#1831", ExtensionRule.MISPLACED, "an application id, in a commit"),
        of("mlswg/mls-extensions#99", ExtensionRule.GREASE_IN_CONTEXT, "by ourselves"),
        of(
            "Offline-Protocol/offline-protocol-sdk#396",
            KeyPackageRule.LIFETIME_TOO_LONG,
            "ten years"));
  }

  private static Stream<Known> commits() {
    return Stream.of(
        of("ts-mls#436, ts-mls#742", CommitRule.PATH_REQUIRED, "an empty list"),
        of("ts-mls#742", CommitRule.PATH_REQUIRED, "extensions"),
        of(
            "GHSA-8x3w-qj7j-gqhf, bcgit/bc-java#2316, mls-rs#320, ts-mls#177",
            CommitRule.CONFIRMATION_TAG,
            "a tag that is cut"),
        of("openmls#514", CommitRule.CONFIRMATION_TAG, "random bytes"),
        of("amethyst@1f42afa61a", TreeRule.PATH_UNREADABLE, "encrypted under another context"),
        of(
            "openmls#1460, ts-mls#623",
            CredentialRule.SUCCESSOR_REFUSED,
            "carol calls herself alice, in a path"),
        of(
            "ts-mls#623",
            CredentialRule.SUCCESSOR_REFUSED,
            "carol calls herself alice, in an update"),
        of("mlspp#341", ApplicationRule.REINITIALISED, "text in a group that is over"),
        of("mlspp#341", ApplicationRule.REINITIALISED, "a commit in a group that is over"),
        of(
            "xmtp/libxmtp#2896",
            ReceptionRule.EPOCH_AHEAD,
            "a commit after one that we missed, where nothing is kept"));
  }

  private static Stream<Known> outside() {
    return Stream.of(
        of("bc@d5785f073f", FramingRule.NO_SUCH_EXTERNAL_SENDER, "beyond the list"),
        of("bc@d5785f073f", FramingRule.NO_SUCH_EXTERNAL_SENDER, "far beyond the list"),
        of("bc@2450e4d27e", ProposalRule.REMOVE_OF_NOBODY, "a blank leaf, from outside"),
        of("bc@7e8bb10eb9", CredentialRule.SUCCESSOR_REFUSED, "dave throws bob out"),
        of(
            "bc@7e8bb10eb9",
            CredentialRule.SUCCESSOR_REFUSED,
            "somebody with a key of his own calls himself bob"),
        of("ts-mls#484", ExternalCommitRule.NO_FORMER_LEAF, "dave was never there"),
        of("openmls#1114", ExternalCommitRule.BY_REFERENCE, "a proposal of a member"),
        of("xmtp/libxmtp#3667", ExternalCommitRule.ENTRANT_REFUSED, "the group is closed"),
        of(
            "xmtp/libxmtp#3667",
            ExternalCommitRule.ENTRANT_REFUSED,
            "the group takes back its own, and this one is new"),
        of("phnx-im/air#1281", LeafRule.SIGNATURE_IN_PLACE, "the leaf is signed for another place"),
        of("mls-rs#328, mls-rs#339", LeafRule.SIGNATURE_KEY_TAKEN, "bob comes in beside himself"));
  }

  private static Stream<Known> entries() {
    return Stream.of(
        of("mls-rs#323", GroupInfoRule.VERSION, "version 2"),
        of("openmls#2109", WelcomeRule.SUITE, "of another suite"),
        of("openmls#2109", GroupInfoRule.SUITE, "another suite inside"),
        of(
            "amethyst@a42499435b",
            WelcomeRule.EXTENSION_UNSUPPORTED,
            "an unknown extension in the context"),
        of(
            "amethyst@a42499435b, ts-mls#625",
            WelcomeRule.EXTENSION_UNSUPPORTED,
            "an unknown extension is required"),
        of(
            "openmls#1763, openmls#1831",
            ExtensionRule.MISPLACED,
            "an application id in the context"),
        of("openmls#1862", WelcomeRule.TWO_LINKS, "a branch and a re-init"));
  }

  private static Stream<Known> links() {
    return Stream.of(
        of("mls-rs#314", LinkRule.REINIT_PARAMETERS, "another id"),
        of("mls-rs#314", LinkRule.REINIT_PARAMETERS, "other extensions"),
        of("mls-rs#314", LinkRule.MEMBER_MISSING, "joined without carol"),
        of("mls-rs#314", LinkRule.STRANGER, "a branch joined with dave"),
        of("mls-rs#314", LinkRule.FIRST_EPOCH, "a branch that is older than its members say"));
  }

  @ParameterizedTest
  @MethodSource("known")
  void whatOthersLetThrough_isRefusedAndStateUnchanged(Known known) {
    Breach.Attempt attempt =
        known.breach().scene().apply(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    var before = attempt.victim().snapshot();
    assertThatThrownBy(attempt.act()::run)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.rule()).isEqualTo(known.rule()));
    assertThat(attempt.victim().snapshot()).isEqualTo(before);
  }
}

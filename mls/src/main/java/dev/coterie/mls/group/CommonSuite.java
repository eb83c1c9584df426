package dev.coterie.mls.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.policy.GroupInfoRule;
import java.util.List;

/// Which suite to found a group with, when the others' key packages are at hand: the best that all
/// of them support. RFC 9420 §11. Key packages of that suite are then needed to add them.
public final class CommonSuite {
  private CommonSuite() {}

  /// The first suite that everybody lists, with a version of the protocol that we speak.
  ///
  /// @param preferred suites that are good enough, best first
  /// @param others key packages of those who are to be members, of any suite
  /// @throws RefusedException if there is none: a worse one is not taken
  public static CipherSuite of(List<CipherSuite> preferred, List<KeyPackage> others) {
    List<Capabilities> lists =
        others.stream().map(KeyPackage::leafNode).map(LeafNode::capabilities).toList();
    return preferred.stream()
        .filter(suite -> lists.stream().allMatch(one -> supports(one, suite)))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    GroupInfoRule.NO_COMMON_SUITE,
                    "none of " + preferred.size() + " suites for " + others.size() + " others"));
  }

  private static boolean supports(Capabilities listed, CipherSuite suite) {
    return listed.versions().contains(ProtocolVersion.MLS10.code())
        && listed.cipherSuites().contains(suite.code());
  }
}

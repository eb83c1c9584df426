package dev.coterie.mls.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.policy.KeyPackageRule;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.tree.LeafValidator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Judges key packages before their owners are added. RFC 9420 §10.1. What everybody checks is kept
/// apart from what only the committer asks: a receiver that is stricter than the others splits the
/// group.
final class KeyPackageCheck {
  private KeyPackageCheck() {}

  /// Both signatures.
  static void signatures(SuiteCrypto crypto, KeyPackage keyPackage) {
    if (!keyPackage.leafNode().verifyInKeyPackage(crypto)) {
      throw new RefusedException(LeafRule.SIGNATURE, "the leaf of a key package");
    }
    packageSignature(crypto, keyPackage);
  }

  private static void packageSignature(SuiteCrypto crypto, KeyPackage keyPackage) {
    if (!keyPackage.verify(crypto)) {
      throw new RefusedException(KeyPackageRule.SIGNATURE, "a key package");
    }
  }

  /// What every member checks.
  ///
  /// @param leaves judges the leaf under the extensions after the commit
  static boolean byEverybody(SuiteCrypto crypto, KeyPackage keyPackage, LeafValidator leaves) {
    if (!keyPackage.version().equals(ProtocolVersion.MLS10)
        || !keyPackage.cipherSuite().is(crypto.suite())) {
      throw new RefusedException(KeyPackageRule.SUITE, "version or suite differ from the group's");
    }
    LeafNode leaf = keyPackage.leafNode();
    if (keyPackage.initKey().equals(leaf.encryptionKey())) {
      throw new RefusedException(KeyPackageRule.INIT_KEY_REUSED, "init key is the leaf's key");
    }
    try {
      crypto.validate(keyPackage.initKey());
    } catch (RefusedException refused) {
      throw new RefusedException(KeyPackageRule.INIT_KEY_INVALID, refused.detail());
    }
    leaves.inKeyPackage(leaf);
    packageSignature(crypto, keyPackage);
    return true;
  }

  /// What only the committer asks.
  static void byCommitter(
      KeyPackage keyPackage, LeafValidator leaves, Duration longest, Instant now) {
    LeafNode leaf = keyPackage.leafNode();
    if (leaf.source() instanceof LeafNodeSource.KeyPackage(Lifetime lifetime)) {
      boolean bounded = longest.compareTo(GroupSettings.ANY_LIFETIME) < 0;
      if (!lifetime.isOrdered()
          || (bounded && Long.compareUnsigned(lifetime.seconds(), longest.toSeconds()) > 0)) {
        throw new RefusedException(
            KeyPackageRule.LIFETIME_TOO_LONG, "longer than " + longest.toDays() + " days");
      }
      if (!lifetime.contains(now)) {
        throw new RefusedException(KeyPackageRule.LIFETIME, "not valid at " + now);
      }
    }
    leaves.beforeSending(leaf);
  }

  /// No two packages of one commit share an init key.
  static void distinctInitKeys(List<KeyPackage> packages) {
    Set<HpkePublicKey> seen = HashSet.newHashSet(packages.size());
    for (KeyPackage one : packages) {
      if (!seen.add(one.initKey())) {
        throw new RefusedException(KeyPackageRule.INIT_KEY_SHARED, "two packages, one init key");
      }
    }
  }
}

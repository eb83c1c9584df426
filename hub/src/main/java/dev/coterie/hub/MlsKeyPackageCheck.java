package dev.coterie.hub;

import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.StoredKeyPackage;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.message.MlsMessage;
import java.time.Instant;

/// Checks what a hub can check of a key package (RFC 9420 §10.1): it parses, both signatures hold,
/// and its leaf's key is the publisher's. That keeps others from filling somebody's shelf; clients
/// check everything again.
final class MlsKeyPackageCheck implements KeyPackageCheck {
  /// The last second of the year 9999: later ends are as good as this one.
  private static final long LATEST = 253_402_300_799L;

  @Override
  public StoredKeyPackage check(HubIdentity owner, KeyPackageOffer offer) {
    var keyPackage = parse(offer);
    var suite =
        keyPackage
            .cipherSuite()
            .known()
            .orElseThrow(() -> invalid("cipher suite " + keyPackage.cipherSuite().code()));
    var leaf = keyPackage.leafNode();
    if (suite.signature() != owner.algorithm()
        || !leaf.signatureKey().value().equals(owner.publicKey())) {
      throw new RefusedException(HubRule.KEY_PACKAGE_NOT_YOURS, "the leaf has another key");
    }
    var crypto = SuiteCrypto.of(suite);
    if (!(leaf.source() instanceof LeafNodeSource.KeyPackage(Lifetime lifetime))
        || !leaf.verifyInKeyPackage(crypto)
        || !keyPackage.verify(crypto)) {
      throw invalid("the leaf is of another kind, or a signature does not hold");
    }
    long end = lifetime.notAfter();
    return new StoredKeyPackage(
        suite.code(),
        offer.keyPackage(),
        offer.use(),
        Instant.ofEpochSecond(end < 0 ? LATEST : Math.min(end, LATEST)));
  }

  private static KeyPackage parse(KeyPackageOffer offer) {
    try {
      if (MlsMessage.CODEC.decode(offer.keyPackage()) instanceof KeyPackage keyPackage) {
        return keyPackage;
      }
    } catch (MalformedException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
    throw invalid("not a key package");
  }

  private static RefusedException invalid(String why) {
    return new RefusedException(HubRule.KEY_PACKAGE_INVALID, why);
  }
}

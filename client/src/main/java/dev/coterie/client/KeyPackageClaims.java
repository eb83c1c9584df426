package dev.coterie.client;

import dev.coterie.client.contact.ContactRule;
import dev.coterie.client.group.ClientRule;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubLink;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.message.KeyPackage;

/// Key packages of others, taken from the hub's directory and proved to be theirs: the hub's word
/// is not enough.
final class KeyPackageClaims {
  private final Identity identity;
  private final HubLink link;

  KeyPackageClaims(Identity identity, HubLink link) {
    this.identity = identity;
    this.link = link;
  }

  /// A key package of whoever has this key.
  ///
  /// @param name what the refusal calls them
  KeyPackage of(Fingerprint owner, String name) {
    ClaimedKeyPackage claimed =
        link.claimKeyPackage(owner, identity.suite().code())
            .orElseThrow(() -> new RefusedException(ClientRule.NO_KEY_PACKAGE, name));
    KeyPackage keyPackage = KeyPackages.read(claimed.keyPackage());
    Fingerprint signer = Fingerprint.of(keyPackage.leafNode().signatureKey().value());
    if (!signer.equals(owner)) {
      throw new RefusedException(ContactRule.KEY_PACKAGE_OTHER_KEY, name + " has " + owner);
    }
    return keyPackage;
  }
}

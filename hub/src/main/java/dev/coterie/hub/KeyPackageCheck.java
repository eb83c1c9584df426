package dev.coterie.hub;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.StoredKeyPackage;

/// Looks into a key package before the hub takes it.
@FunctionalInterface
public interface KeyPackageCheck {
  /// What the hub stores of an offer.
  ///
  /// @throws RefusedException with [HubRule#KEY_PACKAGE_INVALID] or [HubRule#KEY_PACKAGE_NOT_YOURS]
  StoredKeyPackage check(HubIdentity owner, KeyPackageOffer offer);
}

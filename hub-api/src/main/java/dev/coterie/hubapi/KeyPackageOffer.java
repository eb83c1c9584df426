package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// A key package to be handed out for its owner.
///
/// @param keyPackage an MLSMessage that holds a KeyPackage, signed by the owner's identity
public record KeyPackageOffer(Bytes keyPackage, Use use) {
  /// How often it may be handed out.
  public enum Use {
    /// Once.
    ONE_TIME,
    /// Again and again, when no other is left. A new one takes the place of the one before.
    LAST_RESORT
  }
}

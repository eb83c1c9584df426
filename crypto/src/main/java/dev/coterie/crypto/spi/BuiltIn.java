package dev.coterie.crypto.spi;

import dev.coterie.crypto.bouncy.BouncyProvider;
import dev.coterie.crypto.jdk.JdkProvider;

/// The providers that are always there: for other providers that lack a small part of a primitive,
/// and as the second opinion in tests.
public final class BuiltIn {
  private BuiltIn() {}

  /// The JDK, which has every primitive.
  public static CryptoProvider jdk() {
    return new JdkProvider();
  }

  /// Bouncy Castle, which has every curve.
  public static CryptoProvider bouncyCastle() {
    return new BouncyProvider();
  }
}

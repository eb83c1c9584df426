package dev.coterie.crypto.jdk;

import dev.coterie.codec.BrokenInvariantException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;

/// The JDK's provider objects, looked up once. Engines are made per call: looking one up in a given
/// provider costs about a tenth of a microsecond, and one that is kept would hold on to the last
/// key.
final class Jca {
  static final Provider SUN = provider("SUN");
  static final Provider SUN_JCE = provider("SunJCE");
  static final Provider SUN_EC = provider("SunEC");

  private Jca() {}

  private static Provider provider(String name) {
    var provider = Security.getProvider(name);
    if (provider == null) {
      throw new BrokenInvariantException("the JDK has the security provider " + name);
    }
    return provider;
  }

  /// A key factory, which has no state and may be kept and shared.
  static KeyFactory keyFactory(String algorithm) {
    try {
      return KeyFactory.getInstance(algorithm, SUN_EC);
    } catch (GeneralSecurityException e) {
      throw missing(algorithm, e);
    }
  }

  static BrokenInvariantException missing(String what, GeneralSecurityException cause) {
    return new BrokenInvariantException("the JDK does " + what, cause);
  }
}

package dev.coterie.crypto.spi;

import dev.coterie.crypto.SignatureScheme;
import java.util.Optional;

/// A source of primitives. Built in are the JDK and Bouncy Castle; more are found through
/// [java.util.ServiceLoader]. Each primitive is chosen on its own, by the greatest [#rank], after
/// it has passed a known-answer test; a provider offers only what it has and what works on this
/// machine, and loads nothing before it is asked for something that it has.
public interface CryptoProvider {
  /// A short name for reports.
  String name();

  /// Where this provider stands among those that offer a primitive; greater is preferred. The
  /// built-in ones use 10 and 20; native ones use 100 and more.
  int rank(Primitive primitive);

  /// Why this provider offers nothing on this machine, if so. Loads what is needed to find out.
  default Optional<String> absence() {
    return Optional.empty();
  }

  /// The hash function, if offered.
  default Optional<Hash> hash(HashAlgorithm algorithm) {
    return Optional.empty();
  }

  /// The AEAD, if offered.
  default Optional<Aead> aead(AeadAlgorithm algorithm) {
    return Optional.empty();
  }

  /// The key agreement, if offered.
  default Optional<DiffieHellman> diffieHellman(Curve curve) {
    return Optional.empty();
  }

  /// The signature scheme, if offered.
  default Optional<Signatures> signatures(SignatureScheme algorithm) {
    return Optional.empty();
  }

  /// The kinds of primitives.
  enum Primitive {
    /// Hash functions, and all that is made of them.
    HASH,
    /// Authenticated encryption.
    AEAD,
    /// Key agreement.
    DIFFIE_HELLMAN,
    /// Signatures.
    SIGNATURES
  }
}

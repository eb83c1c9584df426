package dev.coterie.crypto.jdk;

import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.CryptoProvider;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import dev.coterie.crypto.spi.Hash;
import dev.coterie.crypto.spi.HashAlgorithm;
import dev.coterie.crypto.spi.Signatures;
import java.util.Optional;

/// The JDK's own primitives: first for hashes and AEADs, whose inner loops the virtual machine
/// replaces by instructions; second for curves, where it is several times slower than Bouncy
/// Castle.
public final class JdkProvider implements CryptoProvider {
  /// The provider. It has no state.
  public JdkProvider() {}

  @Override
  public String name() {
    return "JDK";
  }

  @Override
  public int rank(Primitive primitive) {
    return switch (primitive) {
      case HASH, AEAD -> 20;
      case DIFFIE_HELLMAN, SIGNATURES -> 10;
    };
  }

  @Override
  public Optional<Hash> hash(HashAlgorithm algorithm) {
    return Optional.of(new JdkHash(algorithm));
  }

  @Override
  public Optional<Aead> aead(AeadAlgorithm algorithm) {
    return Optional.of(new JdkAead(algorithm));
  }

  @Override
  public Optional<DiffieHellman> diffieHellman(Curve curve) {
    return Optional.of(curve.isNist() ? new JdkEcdh(curve) : new JdkXdh(curve));
  }

  @Override
  public Optional<Signatures> signatures(SignatureScheme scheme) {
    return Optional.of(scheme.isEdwards() ? new JdkEdDsa(scheme) : new JdkEcdsa(scheme));
  }
}

package dev.coterie.crypto.bouncy;

import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.spi.CryptoProvider;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import dev.coterie.crypto.spi.Signatures;
import java.util.Optional;

/// Bouncy Castle's lightweight arithmetic: first for curves. Its JCA provider, hashes and AEADs are
/// not used.
public final class BouncyProvider implements CryptoProvider {
  /// The provider. It has no state.
  public BouncyProvider() {}

  @Override
  public String name() {
    return "Bouncy Castle";
  }

  @Override
  public int rank(Primitive primitive) {
    return switch (primitive) {
      case HASH, AEAD -> 10;
      case DIFFIE_HELLMAN, SIGNATURES -> 20;
    };
  }

  @Override
  public Optional<DiffieHellman> diffieHellman(Curve curve) {
    return Optional.of(curve.isNist() ? new BouncyEcdh(curve) : new BouncyXdh(curve));
  }

  @Override
  public Optional<Signatures> signatures(SignatureScheme scheme) {
    return Optional.of(
        switch (scheme) {
          case ED25519 -> new BouncyEd25519();
          case ED448 -> new BouncyEd448();
          case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> new BouncyEcdsa(scheme);
        });
  }
}

package dev.coterie.cryptoconscrypt;

import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.CryptoProvider;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import dev.coterie.crypto.spi.Signatures;
import java.util.Optional;

/// What Conscrypt does faster than the JDK and Bouncy Castle. Hashes and AES-GCM are not among it.
/// Where its native library cannot be loaded, it offers nothing and [#absence] says why.
public final class ConscryptProvider implements CryptoProvider {
  private static final int NATIVE = 100;

  /// The provider. It has no state, and loads nothing before it is asked for a primitive that it
  /// has.
  public ConscryptProvider() {}

  @Override
  public String name() {
    return "Conscrypt";
  }

  @Override
  public int rank(Primitive primitive) {
    return switch (primitive) {
      case HASH -> 0;
      case AEAD, DIFFIE_HELLMAN, SIGNATURES -> NATIVE;
    };
  }

  @Override
  public Optional<String> absence() {
    return switch (Library.state()) {
      case Library.Absent(var why) -> Optional.of(why);
      case Library.Loaded _ -> Optional.empty();
    };
  }

  @Override
  public Optional<Aead> aead(AeadAlgorithm algorithm) {
    return switch (algorithm) {
      case CHACHA20_POLY1305 -> Library.loaded().map(ConscryptChaCha::new);
      case AES_128_GCM, AES_256_GCM -> Optional.empty();
    };
  }

  @Override
  public Optional<DiffieHellman> diffieHellman(Curve curve) {
    return switch (curve) {
      case X25519 -> Library.loaded().map(ConscryptX25519::new);
      case P256 -> Library.loaded().map(ConscryptEcdh::new);
      case P384, P521, X448 -> Optional.empty();
    };
  }

  @Override
  public Optional<Signatures> signatures(SignatureScheme scheme) {
    return switch (scheme) {
      case ED25519 -> Library.loaded().map(ConscryptEd25519::new);
      case ECDSA_P256 -> Library.loaded().map(ConscryptEcdsa::new);
      case ECDSA_P384, ECDSA_P521, ED448 -> Optional.empty();
    };
  }
}

package dev.coterie.cryptoconscrypt;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.KeyAgreement;

/// ECDH on P-256.
record ConscryptEcdh(Provider provider, P256Keys keys) implements DiffieHellman {
  ConscryptEcdh(Provider provider) {
    this(provider, P256Keys.of(provider));
  }

  @Override
  public Curve curve() {
    return Curve.P256;
  }

  @Override
  public PrivateKey importPrivate(byte[] scalar) {
    return new Private(provider, keys.privateKey(scalar));
  }

  @Override
  public PublicKey importPublic(byte[] point) {
    return new Public(keys.publicKey(point));
  }

  private record Public(java.security.PublicKey key) implements PublicKey {}

  private record Private(Provider provider, P256Keys.Pair pair) implements PrivateKey {
    @Override
    public Bytes publicKey() {
      return pair.publicKey();
    }

    @Override
    public byte[] agree(PublicKey peer) {
      try {
        var agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(pair.key());
        agreement.doPhase(((Public) peer).key, true);
        return agreement.generateSecret();
      } catch (GeneralSecurityException e) {
        throw Library.missing("ECDH", e);
      }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "Private[P256]";
    }
  }
}

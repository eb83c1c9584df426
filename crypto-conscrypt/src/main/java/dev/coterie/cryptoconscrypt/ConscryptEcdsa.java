package dev.coterie.cryptoconscrypt;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.spi.EcdsaDer;
import dev.coterie.crypto.spi.Signatures;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;

/// ECDSA on P-256. Its nonces are random.
record ConscryptEcdsa(Provider provider, P256Keys keys) implements Signatures {
  private static final int SIZE = 32;

  ConscryptEcdsa(Provider provider) {
    this(provider, P256Keys.of(provider));
  }

  @Override
  public SignatureScheme scheme() {
    return SignatureScheme.ECDSA_P256;
  }

  @Override
  public PrivateKey importPrivate(byte[] scalar) {
    return new Private(provider, keys.privateKey(scalar));
  }

  @Override
  public PublicKey importPublic(byte[] point) {
    return new Public(provider, keys.publicKey(point));
  }

  private static Signature engine(Provider provider) throws GeneralSecurityException {
    return Signature.getInstance("SHA256withECDSA", provider);
  }

  private record Public(Provider provider, java.security.PublicKey key) implements PublicKey {
    @Override
    public boolean verify(byte[] message, byte[] signature) {
      try {
        var engine = engine(provider);
        engine.initVerify(key);
        engine.update(message);
        return engine.verify(EcdsaDer.encode(signature));
      } catch (SignatureException _) {
        return false;
      } catch (GeneralSecurityException e) {
        throw Library.missing("ECDSA", e);
      }
    }
  }

  private record Private(Provider provider, P256Keys.Pair pair) implements PrivateKey {
    @Override
    public Bytes publicKey() {
      return pair.publicKey();
    }

    @Override
    public byte[] sign(byte[] message) {
      try {
        var engine = engine(provider);
        engine.initSign(pair.key());
        engine.update(message);
        return EcdsaDer.decode(SIZE, engine.sign()).orElseThrow();
      } catch (GeneralSecurityException e) {
        throw Library.missing("ECDSA", e);
      }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "Private[ECDSA_P256]";
    }
  }
}

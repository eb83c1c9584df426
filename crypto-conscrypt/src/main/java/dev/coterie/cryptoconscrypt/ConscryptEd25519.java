package dev.coterie.cryptoconscrypt;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.spi.BuiltIn;
import dev.coterie.crypto.spi.Signatures;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import org.conscrypt.OpenSslEdDsaPrivateKey;
import org.conscrypt.OpenSslEdDsaPublicKey;

/// Ed25519, verified without the cofactor. What Conscrypt keeps to itself, the public key of a
/// seed, is Bouncy Castle's work: once per import.
record ConscryptEd25519(Provider provider) implements Signatures {
  @Override
  public SignatureScheme scheme() {
    return SignatureScheme.ED25519;
  }

  @Override
  public PrivateKey importPrivate(byte[] seed) {
    return new Private(provider, new OpenSslEdDsaPrivateKey(seed), publicOf(seed));
  }

  private static Bytes publicOf(byte[] seed) {
    var other = BuiltIn.bouncyCastle().signatures(SignatureScheme.ED25519).orElseThrow();
    try (var key = other.importPrivate(seed)) {
      return key.publicKey();
    }
  }

  @Override
  public PublicKey importPublic(byte[] point) {
    return new Public(provider, new OpenSslEdDsaPublicKey(point));
  }

  private static Signature engine(Provider provider) throws GeneralSecurityException {
    return Signature.getInstance("EdDSA", provider);
  }

  private record Public(Provider provider, OpenSslEdDsaPublicKey key) implements PublicKey {
    @Override
    public boolean verify(byte[] message, byte[] signature) {
      try {
        var engine = engine(provider);
        engine.initVerify(key);
        engine.update(message);
        return engine.verify(signature);
      } catch (SignatureException | InvalidKeyException _) {
        return false; // the key, or R, is no point
      } catch (GeneralSecurityException e) {
        throw Library.missing("Ed25519", e);
      }
    }
  }

  private record Private(Provider provider, OpenSslEdDsaPrivateKey key, Bytes publicKey)
      implements PrivateKey {
    @Override
    public byte[] sign(byte[] message) {
      try {
        var engine = engine(provider);
        engine.initSign(key);
        engine.update(message);
        return engine.sign();
      } catch (GeneralSecurityException e) {
        throw Library.missing("Ed25519", e);
      }
    }

    @Override
    public void close() {
      key.destroy();
    }

    @Override
    public String toString() {
      return "Private[ED25519]";
    }
  }
}

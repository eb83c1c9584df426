package dev.coterie.crypto.jdk;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.primitive.NistCurve;
import dev.coterie.crypto.spi.Signatures;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;

/// ECDSA by the JDK, in fixed length. Its nonces are random.
record JdkEcdsa(SignatureScheme scheme) implements Signatures {
  @Override
  public PrivateKey importPrivate(byte[] key) {
    var keys = new JdkEcKeys(NistCurve.of(scheme));
    var imported = keys.privateKey(key);
    return new Private(scheme, imported, keys.publicOf(imported));
  }

  @Override
  public PublicKey importPublic(byte[] key) {
    return new Public(scheme, new JdkEcKeys(NistCurve.of(scheme)).publicKey(key));
  }

  private static Signature engine(SignatureScheme scheme) throws GeneralSecurityException {
    var name =
        switch (scheme) {
          case ECDSA_P256 -> "SHA256withECDSAinP1363Format";
          case ECDSA_P384 -> "SHA384withECDSAinP1363Format";
          case ECDSA_P521 -> "SHA512withECDSAinP1363Format";
          case ED25519, ED448 -> throw new IllegalArgumentException(scheme + " is no ECDSA");
        };
    return Signature.getInstance(name, Jca.SUN_EC);
  }

  private record Public(SignatureScheme scheme, ECPublicKey key) implements PublicKey {
    @Override
    public boolean verify(byte[] message, byte[] signature) {
      try {
        var engine = engine(scheme);
        engine.initVerify(key);
        engine.update(message);
        return engine.verify(signature);
      } catch (SignatureException _) {
        return false;
      } catch (GeneralSecurityException e) {
        throw Jca.missing(scheme.name(), e);
      }
    }
  }

  private record Private(SignatureScheme scheme, ECPrivateKey key, Bytes publicKey)
      implements PrivateKey {
    @Override
    public byte[] sign(byte[] message) {
      try {
        var engine = engine(scheme);
        engine.initSign(key);
        engine.update(message);
        return engine.sign();
      } catch (GeneralSecurityException e) {
        throw Jca.missing(scheme.name(), e);
      }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "Private[" + scheme + "]";
    }
  }
}

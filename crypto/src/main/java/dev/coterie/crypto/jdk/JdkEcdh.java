package dev.coterie.crypto.jdk;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.primitive.NistCurve;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import javax.crypto.KeyAgreement;

/// ECDH over the NIST curves by the JDK.
record JdkEcdh(Curve curve) implements DiffieHellman {
  @Override
  public PrivateKey importPrivate(byte[] scalar) {
    var keys = new JdkEcKeys(NistCurve.of(curve));
    var key = keys.privateKey(scalar);
    return new Private(curve, key, keys.publicOf(key));
  }

  @Override
  public PublicKey importPublic(byte[] point) {
    return new Public(new JdkEcKeys(NistCurve.of(curve)).publicKey(point));
  }

  /// The x-coordinate of the product.
  static byte[] agree(ECPrivateKey own, ECPublicKey peer) {
    try {
      var agreement = KeyAgreement.getInstance("ECDH", Jca.SUN_EC);
      agreement.init(own);
      agreement.doPhase(peer, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw Jca.missing("ECDH", e);
    }
  }

  private record Public(ECPublicKey key) implements PublicKey {}

  private record Private(Curve curve, ECPrivateKey key, Bytes publicKey) implements PrivateKey {
    @Override
    public byte[] agree(PublicKey peer) {
      return JdkEcdh.agree(key, ((Public) peer).key);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "Private[" + curve + "]";
    }
  }
}

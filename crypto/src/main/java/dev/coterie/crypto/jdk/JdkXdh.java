package dev.coterie.crypto.jdk;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.primitive.LittleEndian;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/// X25519 and X448 by the JDK.
record JdkXdh(Curve curve) implements DiffieHellman {
  private static final KeyFactory KEYS = Jca.keyFactory("XDH");

  @Override
  public PrivateKey importPrivate(byte[] scalar) {
    try {
      var spec = new XECPrivateKeySpec(parameters(), scalar);
      var key = (XECPrivateKey) KEYS.generatePrivate(spec);
      return new Private(curve, key, Bytes.wrap(agree(curve, key, base())));
    } catch (GeneralSecurityException e) {
      throw Jca.missing(curve.name(), e);
    }
  }

  @Override
  public PublicKey importPublic(byte[] point) {
    var u = LittleEndian.number(point, 0, point.length);
    return publicKey(curve == Curve.X25519 ? u.clearBit(255) : u);
  }

  private Public base() {
    return publicKey(BigInteger.valueOf(curve == Curve.X25519 ? 9 : 5));
  }

  private Public publicKey(BigInteger u) {
    try {
      return new Public((XECPublicKey) KEYS.generatePublic(new XECPublicKeySpec(parameters(), u)));
    } catch (GeneralSecurityException e) {
      throw Jca.missing(curve.name(), e);
    }
  }

  private NamedParameterSpec parameters() {
    return curve == Curve.X25519 ? NamedParameterSpec.X25519 : NamedParameterSpec.X448;
  }

  private static byte[] agree(Curve curve, XECPrivateKey own, Public peer) {
    try {
      var agreement = KeyAgreement.getInstance("XDH", Jca.SUN_EC);
      agreement.init(own);
      agreement.doPhase(peer.key, true);
      return agreement.generateSecret();
    } catch (InvalidKeyException _) {
      return new byte[curve.sharedSize()]; // a point of small order: the JDK refuses it here
    } catch (GeneralSecurityException e) {
      throw Jca.missing(curve.name(), e);
    }
  }

  private record Public(XECPublicKey key) implements PublicKey {}

  private record Private(Curve curve, XECPrivateKey key, Bytes publicKey) implements PrivateKey {
    @Override
    public byte[] agree(PublicKey peer) {
      return JdkXdh.agree(curve, key, (Public) peer);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "Private[" + curve + "]";
    }
  }
}

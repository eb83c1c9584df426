package dev.coterie.crypto.jdk;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.primitive.NistCurve;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;

/// Keys on a NIST curve between octets and the JDK's objects.
record JdkEcKeys(NistCurve curve) {
  private static final KeyFactory KEYS = Jca.keyFactory("EC");

  ECPrivateKey privateKey(byte[] scalar) {
    try {
      var spec = new ECPrivateKeySpec(new BigInteger(1, scalar), curve.parameters());
      return (ECPrivateKey) KEYS.generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      throw Jca.missing("EC", e);
    }
  }

  ECPublicKey publicKey(byte[] point) {
    int size = curve.size();
    return publicKey(new BigInteger(1, point, 1, size), new BigInteger(1, point, 1 + size, size));
  }

  /// The public key of a private one, encoded. The JDK multiplies points only inside a key
  /// agreement, which gives the x-coordinate; which of the two points it is, a signature tells.
  Bytes publicOf(ECPrivateKey key) {
    var generator = curve.parameters().getGenerator();
    var x =
        new BigInteger(
            1, JdkEcdh.agree(key, publicKey(generator.getAffineX(), generator.getAffineY())));
    var exponent = curve.prime().add(BigInteger.ONE).shiftRight(2); // all three primes are 3 mod 4
    var y = curve.rightSide(x).modPow(exponent, curve.prime());
    for (var candidate : new BigInteger[] {y, curve.prime().subtract(y)}) {
      if (belong(key, publicKey(x, candidate))) {
        var encoded = new byte[1 + 2 * curve.size()];
        encoded[0] = 4;
        System.arraycopy(curve.encode(x), 0, encoded, 1, curve.size());
        System.arraycopy(curve.encode(candidate), 0, encoded, 1 + curve.size(), curve.size());
        return Bytes.wrap(encoded);
      }
    }
    throw new BrokenInvariantException("one of two points is the public key");
  }

  private ECPublicKey publicKey(BigInteger x, BigInteger y) {
    try {
      var spec = new ECPublicKeySpec(new ECPoint(x, y), curve.parameters());
      return (ECPublicKey) KEYS.generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw Jca.missing("EC", e);
    }
  }

  private static boolean belong(ECPrivateKey key, ECPublicKey candidate) {
    try {
      var engine = Signature.getInstance("SHA256withECDSA", Jca.SUN_EC);
      engine.initSign(key);
      engine.update((byte) 0);
      var signature = engine.sign();
      engine.initVerify(candidate);
      engine.update((byte) 0);
      return engine.verify(signature);
    } catch (GeneralSecurityException e) {
      throw Jca.missing("ECDSA", e);
    }
  }
}

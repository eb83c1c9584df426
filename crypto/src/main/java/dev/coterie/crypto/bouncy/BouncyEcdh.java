package dev.coterie.crypto.bouncy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.primitive.NistCurve;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;

/// ECDH over the NIST curves by Bouncy Castle. The scalar is a [BigInteger], which nothing can
/// wipe.
record BouncyEcdh(Curve curve) implements DiffieHellman {
  @Override
  public PrivateKey importPrivate(byte[] scalar) {
    var number = new BigInteger(1, scalar);
    return new Private(curve, number, arithmetic().publicOf(number));
  }

  @Override
  public PublicKey importPublic(byte[] point) {
    return new Public(arithmetic().decode(point));
  }

  private BouncyCurve arithmetic() {
    return BouncyCurve.of(NistCurve.of(curve));
  }

  private record Public(ECPoint point) implements PublicKey {}

  private record Private(Curve curve, BigInteger scalar, Bytes publicKey) implements PrivateKey {
    @Override
    public byte[] agree(PublicKey peer) {
      var product = ((Public) peer).point.multiply(scalar).normalize();
      return product.getAffineXCoord().getEncoded();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "Private[" + curve + "]";
    }
  }
}

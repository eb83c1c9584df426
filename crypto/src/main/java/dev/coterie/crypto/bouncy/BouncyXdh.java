package dev.coterie.crypto.bouncy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;

/// X25519 and X448 by Bouncy Castle, on octets without key objects.
record BouncyXdh(Curve curve) implements DiffieHellman {
  @Override
  public PrivateKey importPrivate(byte[] scalar) {
    var point = new byte[curve.publicSize()];
    if (curve == Curve.X25519) {
      X25519.scalarMultBase(scalar, 0, point, 0);
    } else {
      X448.scalarMultBase(scalar, 0, point, 0);
    }
    return new Private(curve, scalar.clone(), Bytes.wrap(point));
  }

  @Override
  public PublicKey importPublic(byte[] point) {
    return new Public(Bytes.copyOf(point));
  }

  private record Public(Bytes point) implements PublicKey {}

  private static final class Private implements PrivateKey {
    private final Curve curve;
    private final byte[] scalar;
    private final Bytes publicKey;

    Private(Curve curve, byte[] scalar, Bytes publicKey) {
      this.curve = curve;
      this.scalar = scalar;
      this.publicKey = publicKey;
    }

    @Override
    public Bytes publicKey() {
      return publicKey;
    }

    @Override
    public byte[] agree(PublicKey peer) {
      var point = ((Public) peer).point.toArray();
      var shared = new byte[curve.sharedSize()];
      if (curve == Curve.X25519) {
        X25519.scalarMult(scalar, 0, point, 0, shared, 0);
      } else {
        X448.scalarMult(scalar, 0, point, 0, shared, 0);
      }
      return shared;
    }

    @Override
    public void close() {
      Arrays.fill(scalar, (byte) 0);
    }

    @Override
    public String toString() {
      return "Private[" + curve + "]";
    }
  }
}

package dev.coterie.crypto.bouncy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.jdk.JdkProvider;
import dev.coterie.crypto.spi.Signatures;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/// Ed448 by Bouncy Castle, brought to the verdict without the cofactor.
///
/// Bouncy Castle multiplies the equation by 4, and so takes an R to which a point of small order
/// was added. Under a key of prime order the two equations agree exactly for an R of prime order,
/// which is therefore checked after a success; a key of mixed order is left to the JDK, which does
/// not multiply.
final class BouncyEd448 implements Signatures {
  private static final byte[] NO_CONTEXT = {};

  @Override
  public SignatureScheme scheme() {
    return SignatureScheme.ED448;
  }

  @Override
  public PrivateKey importPrivate(byte[] key) {
    var encoded = new byte[Ed448.PUBLIC_KEY_SIZE];
    Ed448.generatePublicKey(key, 0, encoded, 0);
    return new Private(key.clone(), encoded);
  }

  @Override
  public PublicKey importPublic(byte[] key) {
    var point = Ed448.validatePublicKeyFullExport(key, 0);
    return point == null ? mixed(key) : new Public(point);
  }

  private static PublicKey mixed(byte[] key) {
    return new JdkProvider().signatures(SignatureScheme.ED448).orElseThrow().importPublic(key);
  }

  private record Public(Ed448.PublicPoint point) implements PublicKey {
    @Override
    public boolean verify(byte[] message, byte[] signature) {
      return Ed448.verify(signature, 0, point, NO_CONTEXT, message, 0, message.length)
          && Ed448.validatePublicKeyFull(signature, 0);
    }
  }

  private static final class Private implements PrivateKey {
    private final byte[] seed;
    private final byte[] encodedPublic;

    Private(byte[] seed, byte[] encodedPublic) {
      this.seed = seed;
      this.encodedPublic = encodedPublic;
    }

    @Override
    public Bytes publicKey() {
      return Bytes.copyOf(encodedPublic);
    }

    @Override
    public byte[] sign(byte[] message) {
      var signature = new byte[Ed448.SIGNATURE_SIZE];
      Ed448.sign(seed, 0, encodedPublic, 0, NO_CONTEXT, message, 0, message.length, signature, 0);
      return signature;
    }

    @Override
    public void close() {
      Arrays.fill(seed, (byte) 0);
    }

    @Override
    public String toString() {
      return "Private[ED448]";
    }
  }
}

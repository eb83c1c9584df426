package dev.coterie.crypto.bouncy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.jdk.JdkProvider;
import dev.coterie.crypto.spi.Signatures;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Ed25519 by Bouncy Castle, brought to the verdict without the cofactor.
///
/// Bouncy Castle multiplies the equation by 8, and so takes an R to which a point of small order
/// was added. Under a key of prime order the two equations agree exactly for an R of prime order,
/// which is therefore checked after a success; a key of mixed order is left to the JDK, which does
/// not multiply.
final class BouncyEd25519 implements Signatures {
  @Override
  public SignatureScheme scheme() {
    return SignatureScheme.ED25519;
  }

  @Override
  public PrivateKey importPrivate(byte[] key) {
    var encoded = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(key, 0, encoded, 0);
    return new Private(key.clone(), encoded);
  }

  @Override
  public PublicKey importPublic(byte[] key) {
    var point = Ed25519.validatePublicKeyFullExport(key, 0);
    return point == null ? mixed(key) : new Public(point);
  }

  private static PublicKey mixed(byte[] key) {
    return new JdkProvider().signatures(SignatureScheme.ED25519).orElseThrow().importPublic(key);
  }

  private record Public(Ed25519.PublicPoint point) implements PublicKey {
    @Override
    public boolean verify(byte[] message, byte[] signature) {
      return Ed25519.verify(signature, 0, point, message, 0, message.length)
          && Ed25519.validatePublicKeyFull(signature, 0);
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
      var signature = new byte[Ed25519.SIGNATURE_SIZE];
      Ed25519.sign(seed, 0, encodedPublic, 0, message, 0, message.length, signature, 0);
      return signature;
    }

    @Override
    public void close() {
      Arrays.fill(seed, (byte) 0);
    }

    @Override
    public String toString() {
      return "Private[ED25519]";
    }
  }
}

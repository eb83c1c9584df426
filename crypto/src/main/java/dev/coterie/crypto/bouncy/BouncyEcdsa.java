package dev.coterie.crypto.bouncy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.primitive.NistCurve;
import dev.coterie.crypto.spi.Signatures;
import java.math.BigInteger;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/// ECDSA by Bouncy Castle, with the deterministic nonces of RFC 6979. The scalar is a [BigInteger],
/// which nothing can wipe.
record BouncyEcdsa(SignatureScheme scheme) implements Signatures {
  @Override
  public PrivateKey importPrivate(byte[] key) {
    var arithmetic = arithmetic();
    var scalar = new BigInteger(1, key);
    var parameters = new ECPrivateKeyParameters(scalar, arithmetic.domain());
    return new Private(scheme, parameters, arithmetic.publicOf(scalar));
  }

  @Override
  public PublicKey importPublic(byte[] key) {
    var arithmetic = arithmetic();
    return new Public(
        scheme, new ECPublicKeyParameters(arithmetic.decode(key), arithmetic.domain()));
  }

  private BouncyCurve arithmetic() {
    return BouncyCurve.of(NistCurve.of(scheme));
  }

  private static Digest digest(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_P256 -> SHA256Digest.newInstance();
      case ECDSA_P384 -> new SHA384Digest();
      case ECDSA_P521 -> new SHA512Digest();
      case ED25519, ED448 -> throw new IllegalArgumentException(scheme + " is no ECDSA");
    };
  }

  private static byte[] hash(SignatureScheme scheme, byte[] message) {
    var digest = digest(scheme);
    digest.update(message, 0, message.length);
    var out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  private record Public(SignatureScheme scheme, ECPublicKeyParameters key) implements PublicKey {
    @Override
    public boolean verify(byte[] message, byte[] signature) {
      int half = signature.length / 2;
      var signer = new ECDSASigner();
      signer.init(false, key);
      return signer.verifySignature(
          hash(scheme, message),
          new BigInteger(1, signature, 0, half),
          new BigInteger(1, signature, half, half));
    }
  }

  private record Private(SignatureScheme scheme, ECPrivateKeyParameters key, Bytes publicKey)
      implements PrivateKey {
    @Override
    public byte[] sign(byte[] message) {
      var signer = new ECDSASigner(new HMacDSAKCalculator(digest(scheme)));
      signer.init(true, key);
      var numbers = signer.generateSignature(hash(scheme, message));
      var curve = NistCurve.of(scheme);
      var signature = new byte[2 * curve.size()];
      System.arraycopy(curve.encode(numbers[0]), 0, signature, 0, curve.size());
      System.arraycopy(curve.encode(numbers[1]), 0, signature, curve.size(), curve.size());
      return signature;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "Private[" + scheme + "]";
    }
  }
}

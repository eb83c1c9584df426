package dev.coterie.crypto.jdk;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.primitive.LittleEndian;
import dev.coterie.crypto.spi.Signatures;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/// Ed25519 and Ed448 by the JDK, which verifies without the cofactor: the verdict that all others
/// have to match.
record JdkEdDsa(SignatureScheme scheme) implements Signatures {
  private static final KeyFactory KEYS = Jca.keyFactory("EdDSA");

  @Override
  public PrivateKey importPrivate(byte[] key) {
    try {
      var spec = new EdECPrivateKeySpec(parameters(), key);
      return new Private(scheme, (EdECPrivateKey) KEYS.generatePrivate(spec), publicOf(key));
    } catch (GeneralSecurityException e) {
      throw Jca.missing(scheme.name(), e);
    }
  }

  @Override
  public PublicKey importPublic(byte[] key) {
    int last = key.length - 1;
    var y = LittleEndian.number(key, 0, key.length).clearBit(8 * last + 7);
    var spec = new EdECPublicKeySpec(parameters(), new EdECPoint((key[last] & 0x80) != 0, y));
    try {
      return new Public(scheme, (EdECPublicKey) KEYS.generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no point of " + scheme, e);
    }
  }

  /// The JDK derives a public key only when it generates a pair; so a pair is generated from the
  /// seed.
  private Bytes publicOf(byte[] seed) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EdDSA", Jca.SUN_EC);
    generator.initialize(parameters(), new Seed(seed));
    var point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
    var encoded = LittleEndian.octets(point.getY(), scheme.publicSize());
    if (point.isXOdd()) {
      encoded[encoded.length - 1] |= (byte) 0x80;
    }
    return Bytes.wrap(encoded);
  }

  private NamedParameterSpec parameters() {
    return scheme == SignatureScheme.ED25519
        ? NamedParameterSpec.ED25519
        : NamedParameterSpec.ED448;
  }

  private static Signature engine(SignatureScheme scheme) throws GeneralSecurityException {
    return Signature.getInstance(
        scheme == SignatureScheme.ED25519 ? "Ed25519" : "Ed448", Jca.SUN_EC);
  }

  private record Public(SignatureScheme scheme, EdECPublicKey key) implements PublicKey {
    @Override
    public boolean verify(byte[] message, byte[] signature) {
      try {
        var engine = engine(scheme);
        engine.initVerify(key);
        engine.update(message);
        return engine.verify(signature);
      } catch (SignatureException | InvalidKeyException _) {
        return false; // R, or the key, is no point: the JDK says so by throwing
      } catch (GeneralSecurityException e) {
        throw Jca.missing(scheme.name(), e);
      }
    }
  }

  private record Private(SignatureScheme scheme, EdECPrivateKey key, Bytes publicKey)
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

  /// Gives the seed as if it were random.
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}

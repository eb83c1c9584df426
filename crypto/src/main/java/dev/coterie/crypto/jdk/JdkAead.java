package dev.coterie.crypto.jdk;

import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-GCM and ChaCha20-Poly1305 by [Cipher]. Every call on a key has a cipher of its own: one that
/// is kept holds on to its key, and the JDK's refuse what they take for the reuse of a nonce, by
/// rules that differ between the two algorithms. An engine for AES-GCM does keep its ciphers.
record JdkAead(AeadAlgorithm algorithm) implements Aead {
  @Override
  public Key prepare(byte[] key) {
    if (key.length != algorithm.keySize()) {
      throw new IllegalArgumentException("a key of " + key.length + " octets for " + algorithm);
    }
    return switch (algorithm) {
      case AES_128_GCM, AES_256_GCM ->
          new Prepared(algorithm, new SecretKeySpec(key, "AES"), "AES/GCM/NoPadding");
      case CHACHA20_POLY1305 ->
          new Prepared(algorithm, new SecretKeySpec(key, "ChaCha20"), "ChaCha20-Poly1305");
    };
  }

  /// The JDK's key object cannot be wiped; it goes with the collector.
  private record Prepared(AeadAlgorithm algorithm, SecretKeySpec key, String transformation)
      implements Key {
    @Override
    public int seal(
        byte[] nonce, byte[] aad, byte[] in, int offset, int length, byte[] out, int outOffset) {
      try {
        return cipher(Cipher.ENCRYPT_MODE, nonce, aad).doFinal(in, offset, length, out, outOffset);
      } catch (GeneralSecurityException e) {
        throw Jca.missing(transformation, e);
      }
    }

    @Override
    public int open(
        byte[] nonce, byte[] aad, byte[] in, int offset, int length, byte[] out, int outOffset) {
      if (length < algorithm.tagSize()) {
        return -1;
      }
      try {
        return cipher(Cipher.DECRYPT_MODE, nonce, aad).doFinal(in, offset, length, out, outOffset);
      } catch (AEADBadTagException _) {
        return -1;
      } catch (GeneralSecurityException e) {
        throw Jca.missing(transformation, e);
      }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] aad) throws GeneralSecurityException {
      var cipher = Cipher.getInstance(transformation, Jca.SUN_JCE);
      cipher.init(mode, key, parameters(nonce));
      cipher.updateAAD(aad);
      return cipher;
    }

    private AlgorithmParameterSpec parameters(byte[] nonce) {
      if (nonce.length != algorithm.nonceSize()) {
        throw new IllegalArgumentException("a nonce of " + nonce.length + " octets");
      }
      return switch (algorithm) {
        case AES_128_GCM, AES_256_GCM -> new GCMParameterSpec(8 * algorithm.tagSize(), nonce);
        case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
      };
    }

    @Override
    public Engine engine() {
      return switch (algorithm) {
        case AES_128_GCM, AES_256_GCM -> new JdkGcmEngine(key);
        case CHACHA20_POLY1305 -> Key.super.engine();
      };
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "Prepared[" + algorithm + "]";
    }
  }
}

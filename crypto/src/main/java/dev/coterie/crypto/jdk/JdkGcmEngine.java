package dev.coterie.crypto.jdk;

import dev.coterie.crypto.spi.Aead;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-GCM with ciphers that stay: looking one up and expanding the key cost as much as a short
/// message does. One cipher for each direction, since the JDK's remember the nonce they last sealed
/// with.
final class JdkGcmEngine implements Aead.Engine {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int TAG = 16;

  private final SecretKeySpec key;
  private final Cipher sealing = cipher();
  private final Cipher opening = cipher();

  JdkGcmEngine(SecretKeySpec key) {
    this.key = key;
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance(TRANSFORMATION, Jca.SUN_JCE);
    } catch (GeneralSecurityException e) {
      throw Jca.missing(TRANSFORMATION, e);
    }
  }

  @Override
  public int seal(
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int offset,
      int length,
      byte[] out,
      int outOffset) {
    try {
      sealing.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
      sealing.updateAAD(aad, 0, aadLength);
      return sealing.doFinal(in, offset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw Jca.missing(TRANSFORMATION, e);
    }
  }

  @Override
  public int open(
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int offset,
      int length,
      byte[] out,
      int outOffset) {
    if (length < TAG) {
      return -1;
    }
    try {
      opening.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
      opening.updateAAD(aad, 0, aadLength);
      return opening.doFinal(in, offset, length, out, outOffset);
    } catch (AEADBadTagException _) {
      return -1;
    } catch (GeneralSecurityException e) {
      throw Jca.missing(TRANSFORMATION, e);
    }
  }

  /// The JDK's ciphers cannot be wiped; they go with the collector.
  @Override
  public void close() {}

  @Override
  public String toString() {
    return "JdkGcmEngine";
  }
}

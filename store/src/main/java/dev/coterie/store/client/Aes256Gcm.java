package dev.coterie.store.client;

import dev.coterie.codec.Bytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM with a 96-bit nonce and a 128-bit tag, from the JDK.
final class Aes256Gcm {
  static final int KEY = 32;
  static final int NONCE = 12;
  static final int TAG = 16;

  private Aes256Gcm() {}

  static byte[] seal(byte[] key, byte[] nonce, Bytes aad, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, aad).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is part of every JDK", e);
    }
  }

  /// Empty if key, nonce, associated data or ciphertext is not the one that was used.
  static Optional<byte[]> open(byte[] key, byte[] nonce, Bytes aad, byte[] in, int from) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, aad);
      return Optional.of(cipher.doFinal(in, from, in.length - from));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is part of every JDK", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, Bytes aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(aad.buffer());
    return cipher;
  }
}

package dev.coterie.crypto.primitive;

import dev.coterie.codec.BrokenInvariantException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES in counter mode, by the JDK: a stream without authentication, to build upon. Encrypting and
/// decrypting are the same. Not thread-safe: it has one owner.
public final class AesCtr {
  private final SecretKeySpec key;
  private final Cipher cipher;

  /// @param key 16, 24 or 32 octets, copied
  public AesCtr(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
    } catch (GeneralSecurityException e) {
      throw new BrokenInvariantException("the JDK does AES/CTR", e);
    }
  }

  /// Combines `in[offset .. offset + length)` with the stream that starts at a block of 16 octets,
  /// which counts up as one big-endian number, and writes as much to `out`.
  public void apply(byte[] block, byte[] in, int offset, int length, byte[] out, int outOffset) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(block));
      cipher.doFinal(in, offset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw new BrokenInvariantException("the JDK does AES/CTR", e);
    }
  }
}

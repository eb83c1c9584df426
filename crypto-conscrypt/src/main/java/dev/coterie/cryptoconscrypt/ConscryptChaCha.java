package dev.coterie.cryptoconscrypt;

import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/// ChaCha20-Poly1305. Every call has a cipher of its own, as one that is kept would refuse what it
/// takes for the reuse of a nonce.
record ConscryptChaCha(Provider provider) implements Aead {
  @Override
  public AeadAlgorithm algorithm() {
    return AeadAlgorithm.CHACHA20_POLY1305;
  }

  @Override
  public Key prepare(byte[] key) {
    if (key.length != algorithm().keySize()) {
      throw new IllegalArgumentException("a key of " + key.length + " octets");
    }
    return new Prepared(provider, new Octets(key.clone()));
  }

  private record Prepared(Provider provider, Octets key) implements Key {
    @Override
    public int seal(
        byte[] nonce, byte[] aad, byte[] in, int offset, int length, byte[] out, int outOffset) {
      try {
        return cipher(Cipher.ENCRYPT_MODE, nonce, aad).doFinal(in, offset, length, out, outOffset);
      } catch (GeneralSecurityException e) {
        throw Library.missing("ChaCha20-Poly1305", e);
      }
    }

    @Override
    public int open(
        byte[] nonce, byte[] aad, byte[] in, int offset, int length, byte[] out, int outOffset) {
      if (length < AeadAlgorithm.CHACHA20_POLY1305.tagSize()) {
        return -1;
      }
      try {
        return cipher(Cipher.DECRYPT_MODE, nonce, aad).doFinal(in, offset, length, out, outOffset);
      } catch (AEADBadTagException _) {
        return -1;
      } catch (GeneralSecurityException e) {
        throw Library.missing("ChaCha20-Poly1305", e);
      }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] aad) throws GeneralSecurityException {
      if (nonce.length != AeadAlgorithm.CHACHA20_POLY1305.nonceSize()) {
        throw new IllegalArgumentException("a nonce of " + nonce.length + " octets");
      }
      var cipher = Cipher.getInstance("ChaCha20/Poly1305/NoPadding", provider);
      cipher.init(mode, key, new IvParameterSpec(nonce));
      cipher.updateAAD(aad);
      return cipher;
    }

    @Override
    public void close() {
      Arrays.fill(key.octets, (byte) 0);
    }

    @Override
    public String toString() {
      return "Prepared[CHACHA20_POLY1305]";
    }
  }

  /// A key that gives away the array itself: Conscrypt's ciphers then hold no copy, and wiping the
  /// array wipes all there is. Package-private, and seen by those ciphers only.
  @SuppressWarnings("serial") // never written: its class is not even visible
  private static final class Octets implements SecretKey {
    private final byte[] octets;

    Octets(byte[] octets) {
      this.octets = octets;
    }

    @Override
    public String getAlgorithm() {
      return "ChaCha20";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return octets;
    }
  }
}

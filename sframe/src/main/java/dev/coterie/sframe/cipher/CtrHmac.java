package dev.coterie.sframe.cipher;

import dev.coterie.crypto.primitive.AesCtr;
import dev.coterie.crypto.primitive.Hmac;
import dev.coterie.crypto.primitive.Primitives;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.Hash;
import dev.coterie.sframe.SFrameSuite;
import java.util.Arrays;

/// AES in counter mode, then HMAC over all lengths, nonce, associated data and ciphertext, cut to a
/// short tag. RFC 9605 §4.5.1. Not thread-safe: it has one owner.
public final class CtrHmac implements Aead.Engine {
  private static final int BLOCK = 16;
  private static final int LENGTHS = 3 * Long.BYTES;

  private final AesCtr cipher;
  private final Hmac hmac;
  private final int tagSize;
  private final byte[] block = new byte[BLOCK];
  private final byte[] lengths = new byte[LENGTHS];
  private final byte[] mac;

  /// The AEAD of one of the suites that are composed.
  ///
  /// @param key the subkey for encryption, and after it the one for authentication, as long as a
  ///   hash; copied
  public static CtrHmac of(SFrameSuite suite, byte[] key) {
    return new CtrHmac(Primitives.standard().hash(suite.hash()).primitive(), key, suite.tagSize());
  }

  private CtrHmac(Hash hash, byte[] key, int tagSize) {
    int split = key.length - hash.algorithm().size();
    var encryption = Arrays.copyOf(key, split);
    var authentication = Arrays.copyOfRange(key, split, key.length);
    this.cipher = new AesCtr(encryption);
    this.hmac = new Hmac(hash, authentication);
    this.tagSize = tagSize;
    this.mac = new byte[hash.algorithm().size()];
    Arrays.fill(encryption, (byte) 0);
    Arrays.fill(authentication, (byte) 0);
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
    crypt(nonce, in, offset, length, out, outOffset);
    authenticate(nonce, aad, aadLength, out, outOffset, length);
    System.arraycopy(mac, 0, out, outOffset + length, tagSize);
    return length + tagSize;
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
    int size = length - tagSize;
    if (size < 0) {
      return -1;
    }
    authenticate(nonce, aad, aadLength, in, offset, size);
    int difference = 0; // in time that does not depend on where
    for (int i = 0; i < tagSize; i++) {
      difference |= mac[i] ^ in[offset + size + i];
    }
    if (difference != 0) {
      return -1;
    }
    crypt(nonce, in, offset, size, out, outOffset);
    return size;
  }

  private void crypt(byte[] nonce, byte[] in, int offset, int length, byte[] out, int outOffset) {
    System.arraycopy(nonce, 0, block, 0, nonce.length); // the rest counts blocks, from 0
    cipher.apply(block, in, offset, length, out, outOffset);
  }

  private void authenticate(
      byte[] nonce, byte[] aad, int aadLength, byte[] ciphertext, int offset, int length) {
    putInt(aadLength, 0);
    putInt(length, 1);
    putInt(tagSize, 2);
    hmac.begin();
    hmac.update(lengths);
    hmac.update(nonce);
    hmac.update(aad, 0, aadLength);
    hmac.update(ciphertext, offset, length);
    hmac.end(mac);
  }

  /// As a number of 64 bits, whose upper half stays zero.
  private void putInt(int value, int place) {
    for (int i = 0; i < Integer.BYTES; i++) {
      lengths[Long.BYTES * (place + 1) - 1 - i] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  @Override
  public void close() {
    hmac.close();
    Arrays.fill(mac, (byte) 0);
  }

  @Override
  public String toString() {
    return "CtrHmac[" + tagSize + "]";
  }
}

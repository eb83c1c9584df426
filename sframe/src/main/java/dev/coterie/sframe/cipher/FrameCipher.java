package dev.coterie.sframe.cipher;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.primitive.Primitives;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.sframe.SFrameHeader;
import dev.coterie.sframe.SFrameSuite;
import java.util.Arrays;
import java.util.Optional;

/// The key of one key id, ready for frame after frame. RFC 9605 §4.4.3 and §4.4.4. Knows nothing of
/// which counters were used. Not thread-safe: it has one owner.
public final class FrameCipher implements AutoCloseable {
  private static final int SMALL = 128;

  private final SFrameSuite suite;
  private final long keyId;
  private final Prepared prepared;
  private final Aead.Engine engine;
  private final byte[] salt;
  private final byte[] nonce;
  private byte[] aad = new byte[SMALL];

  private FrameCipher(SFrameSuite suite, long keyId, Prepared prepared, byte[] salt) {
    this.suite = suite;
    this.keyId = keyId;
    this.prepared = prepared;
    this.engine = prepared.engine;
    this.salt = salt;
    this.nonce = new byte[salt.length];
  }

  /// The AEAD of a suite under a key.
  ///
  /// @param key what the engine was made of, where that lives on beside it
  private record Prepared(Aead.Engine engine, Optional<Aead.Key> key) {
    void close() {
      engine.close();
      key.ifPresent(Aead.Key::close);
    }
  }

  /// Derives the key of a key id.
  ///
  /// @param secret of [KeyDerivation#secret]
  public static FrameCipher derive(SFrameSuite suite, Secret secret, long keyId) {
    try (var key = KeyDerivation.key(suite, secret, keyId);
        var salt = KeyDerivation.salt(suite, secret, keyId)) {
      return new FrameCipher(
          suite, keyId, key.lend(octets -> prepare(suite, octets)), salt.lend(byte[]::clone));
    }
  }

  private static Prepared prepare(SFrameSuite suite, byte[] key) {
    return switch (suite) {
      case AES_128_GCM_SHA256_128 -> gcm(AeadAlgorithm.AES_128_GCM, key);
      case AES_256_GCM_SHA512_128 -> gcm(AeadAlgorithm.AES_256_GCM, key);
      case AES_128_CTR_HMAC_SHA256_80,
          AES_128_CTR_HMAC_SHA256_64,
          AES_128_CTR_HMAC_SHA256_32,
          AES_256_CTR_HMAC_SHA512_80,
          AES_256_CTR_HMAC_SHA512_64,
          AES_256_CTR_HMAC_SHA512_32 ->
          new Prepared(CtrHmac.of(suite, key), Optional.empty());
    };
  }

  private static Prepared gcm(AeadAlgorithm algorithm, byte[] octets) {
    var key = Primitives.standard().aead(algorithm).primitive().prepare(octets);
    return new Prepared(key.engine(), Optional.of(key));
  }

  /// The key id.
  public long keyId() {
    return keyId;
  }

  /// How long a frame becomes.
  public int sealedSize(long counter, int length) {
    return Math.addExact(SFrameHeader.size(keyId, counter) + suite.tagSize(), length);
  }

  /// Writes header, ciphertext and tag to `out`, which has room for [#sealedSize]. Never to be
  /// called twice with one counter.
  ///
  /// @return how many octets were written
  public int seal(
      long counter, Bytes metadata, byte[] in, int offset, int length, byte[] out, int outOffset) {
    int header = SFrameHeader.write(keyId, counter, out, outOffset);
    int aadLength = associate(out, outOffset, header, metadata);
    count(counter);
    return header + engine.seal(nonce, aad, aadLength, in, offset, length, out, outOffset + header);
  }

  /// Opens a frame, and writes its plaintext to `out`.
  ///
  /// @param counter what the header says
  /// @param header octets of the header, with which the frame starts
  /// @return how many octets were written, or −1 if the frame is not authentic
  public int open(
      long counter,
      int header,
      Bytes metadata,
      byte[] frame,
      int offset,
      int length,
      byte[] out,
      int outOffset) {
    int aadLength = associate(frame, offset, header, metadata);
    count(counter);
    return engine.open(
        nonce, aad, aadLength, frame, offset + header, length - header, out, outOffset);
  }

  private int associate(byte[] frame, int offset, int header, Bytes metadata) {
    int length = Math.addExact(header, metadata.size());
    if (length > aad.length) {
      aad = new byte[length];
    }
    System.arraycopy(frame, offset, aad, 0, header);
    metadata.copyTo(aad, header);
    return length;
  }

  private void count(long counter) {
    int last = nonce.length - 1;
    System.arraycopy(salt, 0, nonce, 0, nonce.length);
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[last - i] ^= (byte) (counter >>> (Byte.SIZE * i));
    }
  }

  @Override
  public void close() {
    prepared.close();
    Arrays.fill(salt, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
  }

  @Override
  public String toString() {
    return "FrameCipher[" + suite + ", key id " + Long.toUnsignedString(keyId) + "]";
  }
}

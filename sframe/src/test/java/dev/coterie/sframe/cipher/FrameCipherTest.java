package dev.coterie.sframe.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.sframe.HeaderReader;
import dev.coterie.sframe.SFrameSuite;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Frames against the RFC's formulas, written down here once more with the JDK's own means.
final class FrameCipherTest {
  private static final long KEY_ID = 0x123;
  private static final long COUNTER = 0x4567;
  private static final Bytes METADATA = Bytes.ofUtf8("metadata");

  private final Random random = new Random(7);

  private byte[] bytes(int size) {
    var octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }

  private static Secret secret(SFrameSuite suite) {
    try (var base = Secret.copyOf(Bytes.ofUtf8("base key"))) {
      return KeyDerivation.secret(suite, base);
    }
  }

  @ParameterizedTest
  @EnumSource
  void frame_isWhatTheFormulasSay(SFrameSuite suite) throws Exception {
    var plain = bytes(333);
    var frame = new byte[plain.length + suite.maxOverhead()];
    try (var secret = secret(suite);
        var cipher = FrameCipher.derive(suite, secret, KEY_ID);
        var key = KeyDerivation.key(suite, secret, KEY_ID);
        var salt = KeyDerivation.salt(suite, secret, KEY_ID)) {
      int size = cipher.seal(COUNTER, METADATA, plain, 0, plain.length, frame, 0);
      assertThat(size).isEqualTo(5 + plain.length + suite.tagSize());
      var nonce = salt.lend(byte[]::clone);
      nonce[10] ^= 0x45;
      nonce[11] ^= 0x67;
      var header = Bytes.fromHex("9901234567");
      var aad = Bytes.concat(header, METADATA).toArray();
      var body = key.lend(octets -> expected(suite, octets, nonce, aad, plain));
      assertThat(Bytes.copyOf(frame, 0, size)).isEqualTo(Bytes.concat(header, Bytes.wrap(body)));
    }
  }

  private static byte[] expected(
      SFrameSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] plain) {
    try {
      if (suite.tagSize() == 16) {
        var gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(
            Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        gcm.updateAAD(aad);
        return gcm.doFinal(plain);
      }
      int split = key.length - suite.hash().size();
      var ctr = Cipher.getInstance("AES/CTR/NoPadding");
      ctr.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, 0, split, "AES"),
          new IvParameterSpec(Arrays.copyOf(nonce, 16)));
      var sealed = ctr.doFinal(plain);
      var mac = Mac.getInstance("HmacSHA" + 8 * suite.hash().size());
      mac.init(new SecretKeySpec(key, split, key.length - split, "HMAC"));
      for (long length : new long[] {aad.length, sealed.length, suite.tagSize()}) {
        mac.update(java.nio.ByteBuffer.allocate(8).putLong(length).flip());
      }
      mac.update(nonce);
      mac.update(aad);
      mac.update(sealed);
      var tag = Bytes.copyOf(mac.doFinal(), 0, suite.tagSize());
      return Bytes.concat(Bytes.wrap(sealed), tag).toArray();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// Every bit of header, ciphertext, tag and metadata counts, and none is left behind by a
  /// failure.
  @ParameterizedTest
  @EnumSource
  void changedFrame_doesNotOpen(SFrameSuite suite) {
    var plain = bytes(21);
    var frame = new byte[plain.length + suite.maxOverhead()];
    var out = new byte[plain.length];
    try (var secret = secret(suite);
        var sealing = FrameCipher.derive(suite, secret, KEY_ID);
        var opening = FrameCipher.derive(suite, secret, KEY_ID);
        var other = FrameCipher.derive(suite, secret, KEY_ID + 1)) {
      int size = sealing.seal(COUNTER, METADATA, plain, 0, plain.length, frame, 0);
      for (int bit = 0; bit < 8 * size; bit++) {
        frame[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(opening.open(COUNTER, 5, METADATA, frame, 0, size, out, 0)).isEqualTo(-1);
        frame[bit / 8] ^= (byte) (1 << bit % 8);
      }
      for (int cut = 5; cut < size; cut++) {
        assertThat(opening.open(COUNTER, 5, METADATA, frame, 0, cut, out, 0)).isEqualTo(-1);
      }
      assertThat(opening.open(COUNTER, 5, Bytes.EMPTY, frame, 0, size, out, 0)).isEqualTo(-1);
      assertThat(opening.open(COUNTER + 1, 5, METADATA, frame, 0, size, out, 0)).isEqualTo(-1);
      assertThat(other.open(COUNTER, 5, METADATA, frame, 0, size, out, 0)).isEqualTo(-1);
      assertThat(opening.open(COUNTER, 5, METADATA, frame, 0, size, out, 0)).isEqualTo(21);
      assertThat(out).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anySize_anywhereInAnArray_roundTrips(SFrameSuite suite) {
    var reader = new HeaderReader();
    try (var secret = secret(suite);
        var sealing = FrameCipher.derive(suite, secret, KEY_ID);
        var opening = FrameCipher.derive(suite, secret, KEY_ID)) {
      for (int length : new int[] {0, 1, 15, 16, 17, 160, 1200, 5000}) {
        var in = bytes(length + 9);
        var metadata = Bytes.wrap(bytes(length / 4));
        var frame = new byte[length + suite.maxOverhead() + 3];
        int size = sealing.seal(length, metadata, in, 9, length, frame, 3);
        assertThat(size).isEqualTo(sealing.sealedSize(length, length));
        assertThat(reader.read(frame, 3, size)).isTrue();
        var out = new byte[length + 2];
        assertThat(opening.open(reader.counter(), reader.size(), metadata, frame, 3, size, out, 2))
            .isEqualTo(length);
        assertThat(Arrays.copyOfRange(out, 2, out.length))
            .isEqualTo(Arrays.copyOfRange(in, 9, in.length));
      }
    }
  }

  @Test
  void nothing_printsKeys() {
    try (var secret = secret(SFrameSuite.AES_128_GCM_SHA256_128);
        var cipher = FrameCipher.derive(SFrameSuite.AES_128_GCM_SHA256_128, secret, -1)) {
      assertThat(cipher)
          .hasToString("FrameCipher[AES_128_GCM_SHA256_128, key id 18446744073709551615]");
    }
    try (var engine = CtrHmac.of(SFrameSuite.AES_256_CTR_HMAC_SHA512_32, bytes(96))) {
      assertThat(engine).hasToString("CtrHmac[4]");
    }
  }
}

package dev.coterie.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.jdk.JdkProvider;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;

final class KdfTest {
  private static Kdf kdf(HashAlgorithm algorithm) {
    return new Kdf(new JdkProvider().hash(algorithm).orElseThrow());
  }

  /// RFC 5869, the first test case of its appendix.
  @Test
  void hkdf_firstCaseOfTheRfc_agrees() {
    var kdf = kdf(HashAlgorithm.SHA256);
    var prk =
        kdf.mac(
            Bytes.fromHex("000102030405060708090a0b0c").toArray(),
            Bytes.fromHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b").toArray());
    assertThat(Bytes.copyOf(prk).toHex())
        .isEqualTo("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    var okm = kdf.expand(prk, Bytes.fromHex("f0f1f2f3f4f5f6f7f8f9").toArray(), 42);
    assertThat(Bytes.copyOf(okm).toHex())
        .isEqualTo(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  }

  @Property(tries = 200)
  void mac_anyKeyAndMessage_equalsTheJdks(
      @ForAll HashAlgorithm algorithm,
      @ForAll @Size(min = 1, max = 300) byte[] key,
      @ForAll @Size(max = 300) byte[] message,
      @ForAll int anywhere)
      throws GeneralSecurityException {
    var theirs = Mac.getInstance("Hmac" + algorithm.jca().replace("-", ""));
    theirs.init(new SecretKeySpec(key, "HMAC"));
    var whole = Bytes.copyOf(message);
    int cut = Math.floorMod(anywhere, message.length + 1);
    var ours = kdf(algorithm).mac(key, whole.slice(0, cut).toArray(), whole.slice(cut).toArray());
    assertThat(ours).isEqualTo(theirs.doFinal(message));
  }

  @Property(tries = 100)
  void expand_anyLength_equalsBouncyCastles(
      @ForAll HashAlgorithm algorithm,
      @ForAll @Size(min = 1, max = 100) byte[] prk,
      @ForAll @Size(max = 100) byte[] info,
      @ForAll @IntRange(min = 1, max = 1000) int length) {
    var digest =
        switch (algorithm) {
          case SHA256 -> new SHA256Digest();
          case SHA384 -> new SHA384Digest();
          case SHA512 -> new SHA512Digest();
        };
    var theirs = new HKDFBytesGenerator(digest);
    theirs.init(HKDFParameters.skipExtractParameters(prk, info));
    var expected = new byte[length];
    theirs.generateBytes(expected, 0, length);
    assertThat(kdf(algorithm).expand(prk, info, length)).isEqualTo(expected);
  }

  @Test
  void expand_beyondItsReach_isMisuse() {
    var kdf = kdf(HashAlgorithm.SHA256);
    assertThat(kdf.expand(new byte[32], new byte[0], 255 * 32)).hasSize(255 * 32);
    assertThat(kdf.expand(new byte[32], new byte[0], 0)).isEmpty();
    assertThatThrownBy(() -> kdf.expand(new byte[32], new byte[0], 255 * 32 + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kdf.expand(new byte[32], new byte[0], -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireReader;
import dev.coterie.crypto.bouncy.BouncyProvider;
import dev.coterie.crypto.jdk.JdkProvider;
import dev.coterie.crypto.primitive.CheckedSignatures;
import dev.coterie.crypto.spi.CryptoProvider;

/// Any octets as a key and a signature: both providers say the same, and nothing is thrown but
/// refusals of the key.
final class VerifyFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void anyInput(byte[] input) {
    try {
      var in = new WireReader(Bytes.copyOf(input));
      var schemes = SignatureScheme.values();
      var scheme = schemes[in.uint8("scheme") % schemes.length];
      var key = in.opaque("key");
      var signature = in.opaque("signature");
      var message = in.rest();
      boolean verdict = verdict(new BouncyProvider(), scheme, key, signature, message);
      assertThat(verdict(new JdkProvider(), scheme, key, signature, message)).isEqualTo(verdict);
    } catch (MalformedException e) {
      assertThat(e.field()).isNotEmpty();
    }
  }

  private static boolean verdict(
      CryptoProvider provider, SignatureScheme scheme, Bytes key, Bytes signature, Bytes message) {
    var checked = new CheckedSignatures(provider.signatures(scheme).orElseThrow());
    try {
      return checked.verify(
          checked.importPublic(key.toArray()), message.toArray(), signature.toArray());
    } catch (RefusedException e) {
      assertThat(e.rule()).isEqualTo(CryptoRule.SIGNATURE_PUBLIC_KEY);
      return false;
    }
  }
}

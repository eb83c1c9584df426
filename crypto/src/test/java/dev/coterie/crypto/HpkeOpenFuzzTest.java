package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Any octets as an HPKE ciphertext, in every suite: refused by rule, and nothing else is thrown.
final class HpkeOpenFuzzTest {
  private static final Map<CipherSuite, HpkeKeyPair> KEYS = new ConcurrentHashMap<>();

  @FuzzTest(maxDuration = "10s")
  void anyInput(byte[] input) {
    var octets = Bytes.copyOf(input);
    if (octets.isEmpty()) {
      return;
    }
    var suites = CipherSuite.values();
    var suite = suites[octets.at(0) % suites.length];
    var crypto = SuiteCrypto.of(suite);
    var own = KEYS.computeIfAbsent(suite, s -> crypto.deriveKeyPair(Secret.zeros(s.hashSize())));
    try {
      var ciphertext = HpkeCiphertext.CODEC.decode(octets.slice(1));
      crypto.decryptWithLabel(own.privateKey(), "label", Bytes.EMPTY, ciphertext).close();
    } catch (MalformedException e) {
      assertThat(e.field()).isNotEmpty();
    } catch (RefusedException e) {
      assertThat(e.rule()).isInstanceOf(CryptoRule.class);
    }
  }
}

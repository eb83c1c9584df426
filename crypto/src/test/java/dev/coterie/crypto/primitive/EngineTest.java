package dev.coterie.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.crypto.jdk.JdkProvider;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An engine does what its key does, message after message, whatever came before.
final class EngineTest {
  private final Random random = new Random(3);

  private byte[] bytes(int size) {
    var octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }

  @ParameterizedTest
  @EnumSource
  void engine_messageAfterMessage_agreesWithItsKey(AeadAlgorithm algorithm) {
    Aead aead = new JdkProvider().aead(algorithm).orElseThrow();
    try (var key = aead.prepare(bytes(algorithm.keySize()));
        var engine = key.engine()) {
      for (int round = 0; round < 60; round++) {
        var nonce = bytes(12);
        var aad = bytes(40);
        int used = random.nextInt(41);
        var plain = bytes(7 * round);
        var expected = new byte[plain.length + 16];
        key.seal(nonce, Arrays.copyOf(aad, used), plain, 0, plain.length, expected, 0);
        var sealed = new byte[plain.length + 16 + 3];
        int size = engine.seal(nonce, aad, used, plain, 0, plain.length, sealed, 3);
        assertThat(size).isEqualTo(expected.length);
        assertThat(Arrays.copyOfRange(sealed, 3, sealed.length)).isEqualTo(expected);

        var opened = new byte[plain.length];
        if (round % 3 == 0) { // a bad one leaves nothing behind
          sealed[3 + random.nextInt(expected.length)] ^= 1;
          assertThat(engine.open(nonce, aad, used, sealed, 3, size, opened, 0)).isEqualTo(-1);
          assertThat(engine.open(nonce, aad, used, sealed, 3, 15, opened, 0)).isEqualTo(-1);
        }
        for (int again = 0; again < 2; again++) {
          assertThat(engine.open(nonce, aad, used, expected, 0, size, opened, 0))
              .isEqualTo(plain.length);
          assertThat(opened).isEqualTo(plain);
        }
      }
    }
  }
}

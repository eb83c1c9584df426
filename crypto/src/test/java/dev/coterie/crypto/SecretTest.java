package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import org.junit.jupiter.api.Test;

final class SecretTest {
  @Test
  void close_wipesTheOctetsAndEndsEveryUse() {
    var octets = new byte[] {1, 2, 3};
    var secret = Secret.adopt(octets);
    secret.close();
    secret.close();
    assertThat(octets).containsOnly(0);
    assertThat(secret.size()).isEqualTo(3);
    assertThatThrownBy(() -> secret.lend(array -> array.length))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.matches(Bytes.EMPTY)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.export(KeyExport.dangerously()))
        .isInstanceOf(IllegalStateException.class);
    try (var other = Secret.zeros(3)) {
      assertThatThrownBy(() -> other.matches(secret)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void toString_showsTheSizeOnly() {
    assertThat(Secret.adopt(new byte[] {0x41, 0x42})).hasToString("Secret[2 bytes]");
  }

  @Test
  void equals_ofEqualOctets_isIdentity() {
    var one = Secret.zeros(4);
    assertThat(one.equals(Secret.zeros(4))).isFalse();
    assertThat(one.matches(Secret.zeros(4))).isTrue();
    assertThat(one.matches(Secret.zeros(5))).isFalse();
    assertThat(one.matches(Bytes.of(0, 0, 0, 1))).isFalse();
  }

  @Test
  void copy_ofAClosedOriginal_lives() {
    var original = Secret.copyOf(Bytes.of(1, 2));
    var copy = original.copy();
    original.close();
    assertThat(copy.export(KeyExport.dangerously())).isEqualTo(Bytes.of(1, 2));
  }
}

package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.replay.SeededRandomSource;
import org.junit.jupiter.api.Test;

final class RandomSourceTest {
  @Test
  void system_twice_givesDifferentOctets() {
    var random = RandomSource.system();
    assertThat(random.bytes(32)).isNotEqualTo(random.bytes(32));
    assertThat(random.secret(16).size()).isEqualTo(16);
    assertThat(random.secret(16).matches(Secret.zeros(16))).isFalse();
  }

  @Test
  void seeded_sameSeedInOtherPortions_givesTheSameOctets() {
    var one = SeededRandomSource.notRandomForReplayOnly(42);
    var other = SeededRandomSource.notRandomForReplayOnly(42);
    assertThat(Bytes.concat(other.bytes(1), other.bytes(40), other.bytes(0), other.bytes(59)))
        .isEqualTo(one.bytes(100));
    assertThat(one).hasToString("SeededRandomSource[seed 42, NOT RANDOM]");
  }

  /// SHA-256 of sixteen zero octets: the stream is part of what a replay relies on.
  @Test
  void seeded_firstOctets_areThoseOfEveryRelease() {
    assertThat(SeededRandomSource.notRandomForReplayOnly(0).bytes(32).toHex())
        .isEqualTo("374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb");
    assertThat(SeededRandomSource.notRandomForReplayOnly(1).bytes(8))
        .isNotEqualTo(SeededRandomSource.notRandomForReplayOnly(2).bytes(8));
  }
}

package dev.coterie.sframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyIdsTest {
  /// channel × 2^(S+8) + leaf × 2^8 + epoch mod 256.
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0, 0",
    "1, 1, 0, 1, 513",
    "2, 3, 1, 1, 1283",
    "3, 256, 2, 1, 1536",
    "4, 511, 3, 0, 1023",
    "4, 0, 0, 1, 2048",
    "7, 0, 0, 1, 2048",
    "8, 0, 0, 1, 4096",
    "1073741824, -1, 1073741823, 255, 140462610448383"
  })
  void keyId_isLaidOutAsWritten(int leaves, long epoch, int leaf, int channel, long expected) {
    var keyIds = new KeyIds(epoch, leaves);
    var source = new MediaSource(leaf, channel);
    assertThat(keyIds.of(source)).isEqualTo(expected);
    assertThat(keyIds.names(expected)).isTrue();
    assertThat(keyIds.source(expected)).isEqualTo(source);
  }

  @Property
  void keyId_ofEverySource_comesBack(
      @ForAll @IntRange(min = 1, max = 1 << 30) int leaves,
      @ForAll int anyLeaf,
      @ForAll @IntRange(max = 255) int channel,
      @ForAll long epoch) {
    var keyIds = new KeyIds(epoch, leaves);
    var source = new MediaSource(Math.floorMod(anyLeaf, leaves), channel);
    long keyId = keyIds.of(source);
    assertThat(keyIds.names(keyId)).isTrue();
    assertThat(keyIds.source(keyId)).isEqualTo(source);
    assertThat(KeyIds.epochBits(keyId)).isEqualTo((int) (epoch & 0xff));
    assertThat(keyIds.names(keyId | 1L << 63)).isFalse();
  }

  @Test
  void keyId_withoutSource_namesNone() {
    var keyIds = new KeyIds(0, 5);
    assertThat(keyIds.names(4 << 8)).isTrue();
    assertThat(keyIds.names(5 << 8)).as("leaf 5 of 5").isFalse();
    assertThat(keyIds.names(255L << 11)).isTrue();
    assertThat(keyIds.names(256L << 11)).as("channel 256").isFalse();
    assertThat(keyIds.names(-1L)).isFalse();
  }

  @Test
  void values_outOfRange_areRefused() {
    var wrong = org.assertj.core.api.Assertions.assertThatIllegalArgumentException();
    wrong.isThrownBy(() -> new MediaSource(-1, 0));
    wrong.isThrownBy(() -> new MediaSource(1 << 30, 0));
    wrong.isThrownBy(() -> new MediaSource(0, 256));
    wrong.isThrownBy(() -> new MediaSource(0, -1));
    wrong.isThrownBy(() -> new KeyIds(0, 0));
    wrong.isThrownBy(() -> new MediaEpoch(0, 0, MediaEpoch.Begun.WITH_REMOVE));
    var five = new KeyIds(0, 5);
    var outside = new MediaSource(5, 0);
    assertThatThrownBy(() -> five.of(outside)).hasMessageContaining("5 leaves");
  }
}

package dev.coterie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PcmTest {
  @Test
  void voices_addAndStayAtTheLoudest() {
    short[] sum = {1, 30_000, -30_000, 0};
    Pcm.mix(sum, new short[] {2, 10_000, -10_000, Short.MIN_VALUE});
    assertThat(sum).containsExactly(3, Short.MAX_VALUE, Short.MIN_VALUE, Short.MIN_VALUE);
    assertThatThrownBy(() -> Pcm.mix(sum, new short[3])).hasMessage("3 samples into 4");
  }

  @Test
  void fractions_areRounded() {
    assertThat(Pcm.round(1.5f)).isEqualTo((short) 2);
    assertThat(Pcm.round(-70_000f)).isEqualTo(Short.MIN_VALUE);
    assertThat(Pcm.round(Float.NaN)).isZero();
    assertThat(Pcm.round(Float.POSITIVE_INFINITY)).isEqualTo(Short.MAX_VALUE);
  }
}

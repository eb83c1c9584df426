package dev.coterie.hubapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaLimitsTest {
  @Test
  void defaults_offerMedia_noneDoesNot() {
    assertThat(HubLimits.DEFAULT.media().areOffered()).isTrue();
    assertThat(HubLimits.DEFAULT.withMedia(MediaLimits.NONE).media().areOffered()).isFalse();
    assertThat(HubLimits.DEFAULT.withMedia(MediaLimits.DEFAULT)).isEqualTo(HubLimits.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 100, 1, 1, 100",
    "100, 0, 100, 1, 1, 100",
    "100, 1, 99, 1, 1, 100",
    "100, 1, 100, 0, 1, 100",
    "100, 1, 100, 1, 0, 100",
    "100, 1, 100, 1, 1, 99",
    "16385, 1, 20000, 1, 1, 20000",
    "-1, 1, 100, 1, 1, 100"
  })
  void limitsThatContradict_areRefused(
      int frame, int frames, int bytes, int sessions, int queueFrames, int queueBytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MediaLimits(frame, frames, bytes, sessions, queueFrames, queueBytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 16_385})
  void frameThatNoHubTakes_isRefused(int octets) {
    assertThatIllegalArgumentException().isThrownBy(() -> MediaLimits.checkFrame(octets));
  }
}

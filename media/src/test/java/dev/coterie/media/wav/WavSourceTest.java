package dev.coterie.media.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.media.Pcm;
import dev.coterie.media.Sound;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WavSourceTest {
  private static WavSource source(int channels, int rate, short[] pcm) {
    byte[] file =
        new WavBytes()
            .chunk("fmt ", WavBytes.format(1, channels, rate, 16))
            .chunk("data", WavBytes.samples(pcm))
            .file();
    return WavSource.of(WavReader.read(new ByteArrayInputStream(file)));
  }

  private static short[] all(WavSource source) {
    var frame = new short[Pcm.FRAME * source.channels()];
    var out = new short[0];
    while (source.read(frame)) {
      out = Arrays.copyOf(out, out.length + frame.length);
      System.arraycopy(frame, 0, out, out.length - frame.length, frame.length);
    }
    assertThat(source.read(frame)).isFalse();
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000})
  void tone_keepsItsPitchAndPlace(int rate) {
    short[] low = Sound.tone(1_000, rate, rate / 2, 20_000);
    var source = source(1, rate, low);
    short[] heard = all(source);
    assertThat(source.samples()).isBetween(Pcm.RATE / 2 - 6L, Pcm.RATE / 2 + 6L);
    assertThat(heard).hasSize(25 * Pcm.FRAME);
    assertThat(noise(heard, Sound.tone(1_000, Pcm.RATE, heard.length, 20_000))).isLessThan(-75);
  }

  /// The power of the difference below that of the tone, in dB, away from the ends.
  private static double noise(short[] heard, short[] expected) {
    short[] middle = Arrays.copyOfRange(heard, 4_000, 20_000);
    short[] right = Arrays.copyOfRange(expected, 4_000, 20_000);
    double power = Sound.distance(right, new short[right.length]);
    return 10 * Math.log10((Sound.distance(middle, right) + 1) / power);
  }

  /// Without a good filter, 3 kHz at 8 kHz would be heard at 5 kHz as well.
  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 44_100})
  void highTone_leavesNoImage(int rate) {
    double hertz = 0.42 * rate;
    short[] heard = all(source(1, rate, Sound.tone(hertz, rate, rate / 2, 20_000)));
    assertThat(noise(heard, Sound.tone(hertz, Pcm.RATE, heard.length, 20_000))).isLessThan(-60);
  }

  @Test
  void channels_stayApart() {
    var both = new short[16_000];
    short[] left = Sound.tone(500, 16_000, 8_000, 10_000);
    for (int i = 0; i < left.length; i++) {
      both[2 * i] = left[i];
    }
    short[] heard = all(source(2, 16_000, both));
    assertThat(heard).hasSize(25 * Pcm.FRAME * 2);
    for (int i = 1; i < heard.length; i += 2) {
      assertThat(heard[i]).isZero();
    }
    assertThat(heard[2 * 24]).isBetween((short) 9_900, (short) 10_100);
  }

  @Test
  void lastFrame_isFilledWithSilence() {
    short[] pcm = new short[1_000];
    Arrays.fill(pcm, (short) 5);
    short[] heard = all(source(1, 48_000, pcm));
    assertThat(heard).hasSize(2 * Pcm.FRAME);
    assertThat(heard[999]).isEqualTo((short) 5);
    assertThat(heard[1_000]).isZero();
    assertThat(all(source(1, 48_000, new short[0]))).isEmpty();
    assertThat(all(source(2, 8_000, new short[0]))).isEmpty();
  }

  @Test
  void wrongFrame_isRefused() {
    assertThatThrownBy(() -> source(2, 48_000, new short[2]).read(new short[Pcm.FRAME]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

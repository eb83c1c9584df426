package dev.coterie.media.wav;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;
import java.io.ByteArrayInputStream;

/// Whatever octets come as a WAV file: sound that is not longer than they are, or a typed refusal.
final class WavFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void file(byte[] input) {
    try (WavSource source = WavSource.of(WavReader.read(new ByteArrayInputStream(input)))) {
      var frame = new short[Pcm.FRAME * source.channels()];
      long frames = 0;
      while (source.read(frame)) {
        frames++;
      }
      assertThat(frames * Pcm.FRAME).isLessThanOrEqualTo(6L * input.length + Pcm.FRAME);
    } catch (MalformedException e) {
      assertThat(e.field()).startsWith("WAV ");
      assertThat(e.offset()).isLessThanOrEqualTo(input.length);
    } catch (RefusedException e) {
      assertThat(e.rule()).isInstanceOf(WavRule.class);
    }
  }
}

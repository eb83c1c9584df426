package dev.coterie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.media.wav.WavReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OwnSpeechTest {
  private static byte[] resource(String name) throws IOException {
    try (var in = Speech.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  @Test
  void ownSpeech_isSpeechOfHalfAMinuteWithoutClipping() throws IOException {
    try (var reader = WavReader.read(new ByteArrayInputStream(resource("speech.wav")))) {
      assertThat(reader.format().rate()).isEqualTo(48_000);
      assertThat(reader.format().channels()).isEqualTo(1);
      assertThat(reader.samples() / 48_000).isBetween(20L, 60L);

      var samples = new short[48_000];
      int loudest = 0;
      int got = reader.read(samples);
      while (got > 0) {
        for (int i = 0; i < got; i++) {
          loudest = Math.max(loudest, Math.abs(samples[i]));
        }
        got = reader.read(samples);
      }
      assertThat(loudest).isBetween(10_000, 30_000);
    }
  }

  @Test
  void itsDescription_isOfThisFile() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource("speech.wav"));
    assertThat(new String(resource("speech.txt"), StandardCharsets.UTF_8))
        .contains(HexFormat.of().formatHex(digest));
  }
}

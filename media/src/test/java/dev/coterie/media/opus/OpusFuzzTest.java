package dev.coterie.media.opus;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;
import dev.coterie.media.Sound;
import java.util.List;

/// Whatever octets come as packets: samples or a refusal, from either implementation, and the
/// decoder goes on afterwards.
final class OpusFuzzTest {
  private static final Bytes REAL = real();

  private static Bytes real() {
    try (var encoder = Opus.best().encoder(OpusSettings.VOICE)) {
      return encoder.encode(Sound.voice(1, 1)).orElseThrow();
    }
  }

  @FuzzTest(maxDuration = "5s")
  void structure(byte[] input) {
    try {
      OpusPacket packet = OpusPacket.parse(Bytes.copyOf(input));
      assertThat(packet.samples()).isBetween(120, 5760);
      OpusPacket again = OpusPacket.parse(packet.octets());
      assertThat(again.samples()).isEqualTo(packet.samples());
      assertThat(again.octets()).isEqualTo(packet.octets());
      assertThat(again.carriesPrevious()).isEqualTo(packet.carriesPrevious());
    } catch (RefusedException e) {
      assertThat(e.rule()).isInstanceOf(OpusRule.class);
    }
  }

  /// A stream of packets, each after one octet: 0 is a loss, 1 to 250 a length, above that the
  /// packet is recovered from first.
  @FuzzTest(maxDuration = "5s")
  void stream(byte[] input) {
    for (OpusCodec codec : List.of(Opus.best(), Opus.pureJava())) {
      try (var decoder = codec.decoder(1 + input.length % 2)) {
        play(decoder, Bytes.copyOf(input));
        assertThat(decoder.decode(REAL)).hasSize(Pcm.FRAME * (1 + input.length % 2));
      }
    }
  }

  private static void play(OpusDecoder decoder, Bytes input) {
    int at = 0;
    while (at < input.size()) {
      int length = input.at(at++);
      Bytes octets = input.slice(at, Math.min(input.size(), at + length));
      at += octets.size();
      try {
        if (length == 0) {
          decoder.conceal();
          continue;
        }
        OpusPacket packet = OpusPacket.parse(octets);
        if (length > 250) {
          decoder.recover(packet);
        }
        decoder.decode(packet);
      } catch (RefusedException e) {
        assertThat(e.rule()).isInstanceOf(OpusRule.class);
      }
    }
  }
}

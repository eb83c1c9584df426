package dev.coterie.media.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpusPacketTest {
  /// @param packet octets, `*` repeats the one before it
  @ParameterizedTest
  @CsvSource({
    "EMPTY_PACKET,    ''",
    "PACKET_TOO_LONG, 78 00*16384",
    "FRAME_TOO_LONG,  78 00*1276",
    "FRAME_TOO_LONG,  79 00*2552",
    "FRAME_TOO_LONG,  7a 01 00 00*1276",
    "FRAME_TOO_LONG,  7b 02 00*2552",
    "FRAME_TOO_LONG,  7b 82 01 00 00*1276",
    "UNEVEN_PAIR,     79 01 02 03",
    "PAIR_LENGTH,     7a",
    "PAIR_LENGTH,     7a fc",
    "PAIR_LENGTH,     7a 03 01 02",
    "PAIR_LENGTH,     7a ff ff 01",
    "FRAME_COUNT,     7b",
    "FRAME_COUNT,     7b 00",
    "FRAME_COUNT,     7b 07",
    "FRAME_COUNT,     83 31",
    "FRAME_COUNT,     1b 03",
    "PADDING,         7b 41",
    "PADDING,         7b 41 02 00",
    "PADDING,         7b 41 ff ff 01",
    "UNEVEN_FRAMES,   7b 02 01 02 03",
    "UNEVEN_FRAMES,   7b 42 01 02 00",
    "FRAME_LENGTHS,   7b 82",
    "FRAME_LENGTHS,   7b 83 01",
    "FRAME_LENGTHS,   7b 82 fd",
    "FRAME_LENGTHS,   7b 82 02 01",
    "FRAME_LENGTHS,   7b c2 02 02 01 00 00",
  })
  void brokenStructure_isRefusedByItsRule(OpusRule rule, String packet) {
    assertThatThrownBy(() -> OpusPacket.parse(octets(packet)))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
  }

  private static Bytes octets(String text) {
    var digits = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String[] parts = word.split("\\*", -1);
      digits.append(parts[0].repeat(parts.length > 1 ? Integer.parseInt(parts[1]) : 1));
    }
    return Bytes.wrap(HexFormat.of().parseHex(digits));
  }

  @Test
  void configuration_givesTheDuration() {
    int[] speech = {480, 960, 1920, 2880};
    int[] music = {120, 240, 480, 960};
    for (int config = 0; config < 32; config++) {
      int expected =
          config < 12 ? speech[config % 4] : config < 16 ? speech[config % 2] : music[config % 4];
      assertThat(OpusPacket.parse(Bytes.of(config << 3)).samples()).isEqualTo(expected);
      assertThat(OpusPacket.parse(Bytes.of((config << 3) | 1)).samples()).isEqualTo(2 * expected);
    }
  }

  @Test
  void otherDurationThanOfACall_isRefused() {
    assertThat(OpusPacket.parseVoice(Bytes.of(0x78, 1)).samples()).isEqualTo(960);
    assertThatThrownBy(() -> OpusPacket.parseVoice(Bytes.of(0x79)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rule()).isEqualTo(OpusRule.WRONG_DURATION));
  }

  @Test
  void padding_isCutOff() {
    OpusPacket even = OpusPacket.parse(Bytes.of(0x7b, 0x42, 3, 1, 2, 3, 4, 9, 9, 9));
    assertThat(even.octets()).isEqualTo(Bytes.of(0x7b, 0x02, 1, 2, 3, 4));
    assertThat(even.frameCount()).isEqualTo(2);
    OpusPacket uneven = OpusPacket.parse(Bytes.of(0x7b, 0xc2, 1, 1, 5, 6, 7, 0));
    assertThat(uneven.octets()).isEqualTo(Bytes.of(0x7b, 0x82, 1, 5, 6, 7));
  }

  @Test
  void redundancy_showsInTheFirstBits() {
    assertThat(OpusPacket.parse(Bytes.of(0x78, 0x40)).carriesPrevious()).isTrue();
    assertThat(OpusPacket.parse(Bytes.of(0x78, 0x80)).carriesPrevious()).isFalse();
    assertThat(OpusPacket.parse(Bytes.of(0x7c, 0x10)).carriesPrevious()).isTrue();
    assertThat(OpusPacket.parse(Bytes.of(0x78)).carriesPrevious()).isFalse();
    assertThat(OpusPacket.parse(Bytes.of(0xf8, 0xff)).carriesPrevious()).isFalse();
    assertThat(OpusPacket.parse(Bytes.of(0x18, 0x10)).carriesPrevious()).isTrue();
  }

  /// The C library's own reading of a packet's structure and ours agree on what is a packet.
  @Test
  void verdict_isThatOfTheLibrary() {
    Opus.natives();
    var random = new Random(6716);
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      var octets = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 1400 : 12)];
      random.nextBytes(octets);
      if (random.nextBoolean()) {
        octets[0] |= 3;
      }
      boolean ours = accepts(Bytes.wrap(octets));
      accepted += ours ? 1 : 0;
      assertThat(ours)
          .as(HexFormat.of().formatHex(octets))
          .isEqualTo(LibraryVerdict.samples(octets) > 0);
    }
    assertThat(accepted).isBetween(20_000, 180_000);
  }

  private static boolean accepts(Bytes octets) {
    try {
      OpusPacket packet = OpusPacket.parse(octets);
      assertThat(packet.samples()).isEqualTo(LibraryVerdict.samples(octets.toArray()));
      assertThat(packet.carriesPrevious()).isEqualTo(LibraryVerdict.carriesPrevious(octets));
      return true;
    } catch (RefusedException _) {
      return false;
    }
  }
}

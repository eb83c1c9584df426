package dev.coterie.media.wav;

import static dev.coterie.media.wav.WavBytes.extensible;
import static dev.coterie.media.wav.WavBytes.format;
import static dev.coterie.media.wav.WavBytes.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WavReaderTest {
  private static final byte[] MONO = format(1, 1, 48_000, 16);

  @TempDir Path folder;

  private static WavReader reader(byte[] file) {
    return WavReader.read(new ByteArrayInputStream(file));
  }

  private static short[] all(byte[] file) {
    try (WavReader reader = reader(file)) {
      var out = new short[10_000];
      int got = reader.read(out);
      assertThat(reader.read(out.clone())).isZero();
      assertThat(got).isEqualTo((int) reader.samples() * reader.format().channels());
      return Arrays.copyOf(out, got);
    }
  }

  @Test
  void encodings_giveTheSameSamples() {
    short[] expected = {0, 1, -1, Short.MAX_VALUE, Short.MIN_VALUE, 1000};
    byte[] narrow = samples(expected);
    var wide = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    var fractions = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : expected) {
      wide.put((byte) 0).putShort(sample);
      fractions.putFloat(sample / 32768f);
    }
    var twoChannels = new WavFormat(WavFormat.Encoding.PCM_16, 2, 44_100);
    assertThat(reader(wav(format(1, 2, 44_100, 16), narrow)).format()).isEqualTo(twoChannels);
    assertThat(all(wav(format(1, 2, 44_100, 16), narrow))).isEqualTo(expected);
    assertThat(all(wav(format(1, 2, 8_000, 24), wide.array()))).isEqualTo(expected);
    assertThat(all(wav(format(3, 1, 16_000, 32), fractions.array()))).isEqualTo(expected);
    assertThat(all(wav(extensible(1, 2, 48_000, 16, 16), narrow))).isEqualTo(expected);
    assertThat(all(wav(extensible(3, 1, 48_000, 32, 32), fractions.array()))).isEqualTo(expected);
  }

  private static byte[] wav(byte[] format, byte[] data) {
    return new WavBytes().chunk("fmt ", format).chunk("data", data).file();
  }

  @Test
  void otherChunksAndTheirPadding_areSkipped() {
    byte[] file =
        new WavBytes()
            .chunk("JUNK", new byte[3])
            .chunk("fmt ", MONO)
            .chunk("LIST", new byte[1])
            .chunk("data", samples((short) 7))
            .chunk("cue ", new byte[5])
            .file();
    assertThat(all(file)).containsExactly(7);
  }

  @Test
  void whatFollowsTheFile_isNotLookedAt() {
    byte[] file = wav(MONO, samples((short) 7));
    assertThat(all(Arrays.copyOf(file, file.length + 100))).containsExactly(7);
  }

  @Test
  void fileCutAnywhere_isRefused() throws Exception {
    byte[] file =
        new WavBytes()
            .chunk("JUNK", new byte[3])
            .chunk("fmt ", MONO)
            .chunk("data", samples((short) 1, (short) 2, (short) 3))
            .file();
    Path path = folder.resolve("cut.wav");
    for (int size = 0; size < file.length; size++) {
      byte[] cut = Arrays.copyOf(file, size);
      assertThatThrownBy(() -> all(cut)).isInstanceOf(MalformedException.class);
      Files.write(path, cut);
      assertThatThrownBy(() -> WavReader.open(path)).isInstanceOf(MalformedException.class);
    }
    Files.write(path, file);
    try (WavReader reader = WavReader.open(path)) {
      assertThat(reader.samples()).isEqualTo(3);
    }
  }

  @Test
  void refusal_namesChunkAndPlace() {
    byte[] cut = Arrays.copyOf(wav(MONO, samples((short) 1, (short) 2)), 46);
    malformed(cut, "WAV data", 46, "the file ends 2 octets too early");
    malformed(new byte[12], "WAV RIFF header", 4, "a name that is not text");
    malformed(ascii("JUNKxxxxWAVE"), "WAV RIFF header", 4, "not a WAV file");
    malformed(
        ascii("RIFF\4\0\0\0AVI "), "WAV RIFF header", 12, "a RIFF file that is not a WAV file");
    malformed(new WavBytes().file(), "WAV RIFF header", 12, "no data chunk");
    malformed(
        new WavBytes().chunk("data", new byte[2]).file(), "WAV data", 20, "no fmt chunk before it");
    malformed(
        new WavBytes().chunk("fmt ", MONO).chunk("fmt ", MONO).file(),
        "WAV fmt ",
        44,
        "a second one");
    malformed(wav(MONO, new byte[3]), "WAV data", 44, "not a whole number of samples");
    malformed(
        new WavBytes().chunk("fmt ", MONO).chunk("data", 1000, new byte[2]).file(),
        "WAV data",
        44,
        "it is longer than the file says it is itself");
    malformed(wav(new byte[15], new byte[0]), "WAV fmt ", 20, "15 octets");
    malformed(wav(new byte[130], new byte[0]), "WAV fmt ", 20, "130 octets");
    malformed(
        wav(Arrays.copyOf(MONO, 20), new byte[0]),
        "WAV fmt ",
        40,
        "its extension has another length than it says");
    malformed(
        wav(Arrays.copyOf(format(0xfffe, 1, 48_000, 16), 18), new byte[0]),
        "WAV fmt ",
        38,
        "an extensible format without its extension");
    byte[] odd = MONO.clone();
    odd[12] = 4;
    malformed(
        wav(odd, new byte[0]),
        "WAV fmt ",
        36,
        "block size or octets per second contradict the rest");
    var many = new WavBytes();
    for (int i = 0; i < 1001; i++) {
      many.chunk("JUNK", new byte[0]);
    }
    malformed(many.file(), "WAV chunk header", 8012, "more than 1000 chunks before the samples");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void malformed(byte[] file, String field, int offset, String why) {
    assertThatThrownBy(() -> all(file))
        .isInstanceOfSatisfying(
            MalformedException.class,
            e -> {
              assertThat(e.field() + " " + e.offset() + " " + e.why())
                  .isEqualTo(field + " " + offset + " " + why);
            });
  }

  @Test
  void otherKinds_areRefusedByTheirRule() {
    refused(WavRule.ENCODING, format(1, 1, 48_000, 8));
    refused(WavRule.ENCODING, format(7, 1, 8_000, 8));
    refused(WavRule.ENCODING, format(3, 1, 48_000, 64));
    refused(WavRule.ENCODING, extensible(1, 1, 48_000, 24, 20));
    byte[] own = extensible(1, 1, 48_000, 16, 16);
    own[30] ^= 1;
    refused(WavRule.ENCODING, own);
    refused(WavRule.CHANNELS, format(1, 6, 48_000, 16));
    refused(WavRule.CHANNELS, format(1, 0, 48_000, 16));
    refused(WavRule.RATE, format(1, 1, 96_000, 16));
    refused(WavRule.RATE, format(1, 1, 0, 16));
  }

  private static void refused(WavRule rule, byte[] format) {
    assertThatThrownBy(() -> all(wav(format, new byte[0])))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void missingFile_isUnavailable() {
    assertThatThrownBy(() -> WavReader.open(folder.resolve("none.wav")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("none.wav");
  }
}

package dev.coterie.media.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.media.Pcm;
import dev.coterie.media.Sound;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WavWriterTest {
  @TempDir Path folder;

  private static short[] all(Path file, int channels) {
    try (WavReader reader = WavReader.open(file)) {
      assertThat(reader.format())
          .isEqualTo(new WavFormat(WavFormat.Encoding.PCM_16, channels, Pcm.RATE));
      var out = new short[(int) reader.samples() * channels];
      assertThat(reader.read(out)).isEqualTo(out.length);
      return out;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void samples_comeBack(int channels) {
    Path file = folder.resolve("speech.wav");
    short[] spoken = Sound.voice(130, channels);
    try (WavWriter writer = WavWriter.create(file, channels)) {
      for (int i = 0; i < 130; i++) {
        writer.write(Sound.frame(spoken, i, channels));
        assertThat(writer.samples()).isEqualTo((i + 1L) * Pcm.FRAME);
      }
      writer.writeSilence(100_000);
    }
    short[] read = all(file, channels);
    assertThat(Arrays.copyOf(read, spoken.length)).isEqualTo(spoken);
    assertThat(read).hasSize(spoken.length + 100_000 * channels).endsWith(new short[channels]);
  }

  @Test
  void recordingThatBreaksOff_playsUpToTheLastSecond() {
    Path file = folder.resolve("broken-off.wav");
    short[] spoken = Sound.voice(130, 1);
    WavWriter writer = WavWriter.create(file, 1);
    assertThat(all(file, 1)).isEmpty();
    writer.write(spoken);
    assertThat(all(file, 1)).isEqualTo(Arrays.copyOf(spoken, 2 * Pcm.RATE));
    writer.flush();
    assertThat(all(file, 1)).isEqualTo(spoken);
    writer.close();
  }

  /// As above, by a process that is killed while it writes.
  @Test
  void recordingOfAKilledProcess_isPlayable() throws Exception {
    Path file = folder.resolve("killed.wav");
    String java = ProcessHandle.current().info().command().orElse("java");
    String path =
        String.join(
            File.pathSeparator,
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""),
            "target/test-classes",
            "target/classes");
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                path,
                Program.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    long deadline = System.nanoTime() + 30_000_000_000L;
    while ((!Files.exists(file) || Files.size(file) < 3_000_000) && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    short[] read = all(file, 1);
    assertThat(read.length).isGreaterThan(1_000_000);
    short[] expected = Sound.voice(50, 1);
    for (int i = 0; i + expected.length <= read.length; i += expected.length) {
      assertThat(Arrays.equals(read, i, i + expected.length, expected, 0, expected.length))
          .isTrue();
    }
  }

  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      short[] spoken = Sound.voice(50, 1);
      WavWriter writer = WavWriter.create(Path.of(arguments[0]), 1);
      for (int i = 0; i < 3_000; i++) {
        writer.write(spoken);
      }
    }
  }

  @Test
  void existingFile_isNotTouched() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.wav"), "mine");
    assertThatThrownBy(() -> WavWriter.create(file, 1)).isInstanceOf(UnavailableException.class);
    assertThat(file).hasContent("mine");
  }

  @Test
  void fullFile_isRefusedAndStaysWhole() {
    Path file = folder.resolve("full.wav");
    try (WavWriter writer = WavWriter.create(file, 1, 5)) {
      writer.write(new short[] {1, 2});
      assertThatThrownBy(() -> writer.write(new short[] {3}))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.rule()).isEqualTo(WavRule.FULL));
    }
    assertThat(all(file, 1)).containsExactly(1, 2);
  }

  @Test
  void misuse_isRefused() {
    assertThatThrownBy(() -> WavWriter.create(folder.resolve("a.wav"), 3))
        .isInstanceOf(IllegalArgumentException.class);
    try (WavWriter writer = WavWriter.create(folder.resolve("b.wav"), 2)) {
      assertThatThrownBy(() -> writer.write(new short[3]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

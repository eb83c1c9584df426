package dev.coterie.media.opus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.UnavailableException;
import dev.coterie.media.Sound;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A JVM without the native library.
final class NoLibraryTest {
  @ParameterizedTest
  @CsvSource({"no jar, ''", "no permission, --illegal-native-access=deny"})
  void withoutTheLibrary_pureJavaIsTaken(String why, String option) throws Exception {
    String java = ProcessHandle.current().info().command().orElse("java");
    String path =
        Stream.of(
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path", ""),
                "target/test-classes",
                "target/classes")
            .flatMap(paths -> Arrays.stream(paths.split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty())
            .filter(entry -> why.equals("no permission") || !entry.contains("natives-"))
            .collect(Collectors.joining(File.pathSeparator));
    var command =
        Stream.concat(
                Stream.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                option.isEmpty() ? Stream.of() : Stream.of(option))
            .collect(Collectors.toList());
    command.addAll(List.of("-cp", path, Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("missing: the native Opus library", "used: concentus, pure Java 960");
  }

  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      try {
        Opus.natives();
      } catch (UnavailableException e) {
        IO.println("missing: " + e.what());
      }
      OpusCodec codec = Opus.best();
      try (var encoder = codec.encoder(OpusSettings.VOICE);
          var decoder = codec.decoder(1)) {
        short[] heard = decoder.decode(encoder.encode(Sound.voice(1, 1)).orElseThrow());
        IO.println("used: " + codec.name() + " " + heard.length);
      }
    }
  }
}

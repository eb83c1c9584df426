package dev.coterie.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The scenarios that judge any two peers, between two processes of ours. (Against other
/// implementations: docs/interop.md.)
final class MlsSelfTest {
  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void twoPeersOfOurs_passTheScenarios() throws Exception {
    Path script = Path.of(System.getProperty("coterie.shared"), "peers", "mls_selftest.py");
    assumeTrue(Files.exists(script), "skipped: no scenarios for MLS peers at " + script);
    assumeTrue(isOnPath("python3"), "skipped: no python3 to run the scenarios for MLS peers");
    String said = run(script, peer());
    assertThat(said.lines().filter(line -> line.startsWith("FAIL"))).as(said).isEmpty();
    assertThat(said).contains("PASS").contains("failed 0");
  }

  private static String peer() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String modules = System.getProperty("jdk.module.path");
    String classes = System.getProperty("java.class.path");
    return java
        + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp '"
        + (modules == null ? classes : modules + File.pathSeparator + classes)
        + "' dev.coterie.cli.Main mls peer";
  }

  private static String run(Path script, String peer) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "python3",
                script.toString(),
                "--a",
                peer,
                "--b",
                peer,
                "--one-way",
                "--suites",
                "1,2")
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    } finally {
      process.destroy();
    }
  }
}

package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SFrameVectorsTest {
  private int code;

  private String run(String... args) {
    var out = new StringWriter();
    code = Main.run(args, new PrintWriter(out), new PrintWriter(out), false, Map.of());
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sframe-headers", "sframe-aes-ctr-hmac", "sframe-frames", "sframe-mls"})
  void checkedInFile_isRecognisedAndHolds(String name) {
    Path file =
        Path.of(
            System.getProperty("coterie.root"),
            "vectors/src/main/resources/dev/coterie/vectors/sframe",
            name + ".json");
    String said = run("sframe", "vectors", file.toString());
    assertThat(code).as(said).isZero();
    assertThat(said).startsWith(name + ".json (");
    assertThat(said.lines().toList().getLast()).matches("[1-9]\\d* passed, 0 failed, 0 skipped");
  }

  @Test
  void unknownFile_fails() {
    assertThat(run("sframe", "vectors", "missing.json")).contains("0 passed, 1 failed, 0 skipped");
    assertThat(code).isEqualTo(ExitCode.NO.code());
  }
}

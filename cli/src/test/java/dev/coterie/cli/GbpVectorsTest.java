package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GbpVectorsTest {
  private int code;

  private String run(String... args) {
    var out = new StringWriter();
    code = Main.run(args, new PrintWriter(out), new PrintWriter(out), false, Map.of());
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gbp2-encodings", "gbp2-refusals", "gbp2-sessions"})
  void checkedInFile_isRecognisedAndHolds(String kind) {
    Path file =
        Path.of(
            System.getProperty("coterie.root"),
            "vectors/src/main/resources/dev/coterie/vectors/gbp",
            kind + ".json");
    String said = run("gbp", "vectors", file.toString());
    assertThat(code).as(said).isZero();
    assertThat(said).contains("(" + kind + ")");
    assertThat(said.lines().toList().getLast()).matches("[1-9]\\d* passed, 0 failed, 0 skipped");
  }

  @Test
  void unknownFile_fails() {
    assertThat(run("gbp", "vectors", "missing.json")).contains("0 passed, 1 failed, 0 skipped");
    assertThat(code).isEqualTo(ExitCode.NO.code());
  }
}

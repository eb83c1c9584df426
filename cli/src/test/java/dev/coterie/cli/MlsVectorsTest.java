package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MlsVectorsTest {
  @TempDir Path folder;

  private int code;

  private String run(String... args) {
    var out = new StringWriter();
    code = Main.run(args, new PrintWriter(out), new PrintWriter(out), false, Map.of());
    return out.toString();
  }

  private static String official() {
    Path file =
        Path.of(System.getProperty("coterie.shared"), "vectors", "mls", "deserialization.json");
    assumeThat(file).as("skipped: official test vectors in %s", file).exists();
    return file.toString();
  }

  @Test
  void officialFile_endsWithItsSummary() {
    String said = run("mls", "vectors", official());
    assertThat(code).as(said).isZero();
    assertThat(said.lines().toList().getLast()).matches("[1-9]\\d* passed, 0 failed, 0 skipped");
  }

  @Test
  void officialFile_asJson_isOneObject() {
    String said = run("mls", "vectors", "--json", official());
    assertThat(code).as(said).isZero();
    assertThat(said.lines()).hasSize(1);
    assertThat(said).contains("\"failed\":0,\"skipped\":0");
  }

  @Test
  void unknownFile_failsAndTheNextIsStillRead() throws IOException {
    String strange = Files.writeString(folder.resolve("a.json"), "[{\"a\": 1}]").toString();
    String said = run("mls", "vectors", strange, folder.resolve("missing.json").toString());
    assertThat(code).isEqualTo(ExitCode.NO.code());
    assertThat(said.lines().filter("0 passed, 1 failed, 0 skipped"::equals)).hasSize(2);
  }

  @Test
  void generatedFiles_areAllKinds_andHoldAtAnyTime() throws IOException {
    Path made = folder.resolve("made");
    String said = run("mls", "vectors", "--generate", made.toString(), "--suite", "1,3");
    assertThat(code).as(said).isZero();
    List<String> files;
    try (var list = Files.list(made)) {
      files = list.map(Path::toString).sorted().toList();
    }
    assertThat(files).hasSize(16);
    assertThat(said.lines().sorted()).containsExactlyElementsOf(files);
    var arguments = new ArrayList<>(List.of("mls", "vectors", "--at", "2031-01-01T00:00:00Z"));
    arguments.addAll(files);
    String verified = run(arguments.toArray(String[]::new));
    assertThat(code).as(verified).isZero();
    assertThat(
            verified.lines().filter(line -> line.matches("[1-9]\\d* passed, 0 failed, 0 skipped")))
        .hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--suite 1 a.json",
        "--generate made a.json",
        "--generate made --at 2031-01-01T00:00:00Z",
        "--generate made --suite 77",
        "--generate made --suite one",
        "--at yesterday a.json"
      })
  void whatDoesNotGoTogether_isSaid(String arguments) {
    run(("mls vectors " + arguments).strip().split(" "));
    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(Path.of("made")).doesNotExist();
  }
}

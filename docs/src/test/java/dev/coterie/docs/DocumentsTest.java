package dev.coterie.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every Java block of the documents runs as a reader would run it, and every link leads somewhere.
final class DocumentsTest {
  private static final Path ROOT = Path.of(System.getProperty("coterie.root"));

  @TempDir Path folder;

  private record Ran(int status, String output) {}

  static List<Example> examples() throws IOException {
    var examples = new ArrayList<Example>();
    for (Path document : documents()) {
      String name = ROOT.relativize(document).toString();
      examples.addAll(Example.in(name, Files.readString(document)));
    }
    return examples;
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("examples")
  void exampleRunsAndPrintsWhatIsPromised(Example example) throws Exception {
    Ran ran = run(example);
    assertThat(ran.status()).as(ran.output()).isZero();
    example.output().ifPresent(promised -> assertThat(ran.output()).isEqualTo(promised));
  }

  @Test
  void brokenExample_isSeen() throws Exception {
    assertThat(run(new Example("A.md", 1, "int a = \"text\";\n", Optional.empty())).status())
        .isNotZero();
    assertThat(run(new Example("A.md", 1, "throw new Exception();\n", Optional.empty())).status())
        .isNotZero();
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    var link = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#\\s]+)[^)]*\\)");
    var dead = new ArrayList<String>();
    for (Path document : documents()) {
      link.matcher(Files.readString(document))
          .results()
          .map(found -> found.group(1))
          .filter(target -> !Files.exists(document.resolveSibling(target)))
          .forEach(target -> dead.add(ROOT.relativize(document) + " -> " + target));
    }
    assertThat(dead).isEmpty();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> below = Files.list(ROOT.resolve("docs"))) {
      List<Path> found =
          Stream.concat(top, below).filter(f -> f.toString().endsWith(".md")).sorted().toList();
      assertThat(found).contains(ROOT.resolve("README.md"));
      return found;
    }
  }

  private Ran run(Example example) throws Exception {
    Path source = Files.writeString(folder.resolve("Example.java"), example.source());
    File output = folder.resolve("output").toFile();
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    if (!java.waitFor(120, TimeUnit.SECONDS)) {
      java.destroyForcibly();
    }
    int status = java.waitFor();
    return new Ran(status, Files.readString(output.toPath()));
  }
}

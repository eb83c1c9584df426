package dev.coterie.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/// Compiles planted mistakes with the flags that the root POM gives to every module, and sees each
/// refused.
final class LintsBiteTest {
  @TempDir Path folder;

  /// @param expected what the refusal names
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[NullAway]             | String f() { return null; }",
        "[NullAway]             | int f(@org.jspecify.annotations.Nullable String s) { return"
            + " s.length(); }",
        "[SelfComparison]       | int f(String s) { return s.compareTo(s); }",
        "[DeadException]        | void f() { new IllegalStateException(\"never thrown\"); }",
        "[rawtypes]             | java.util.List f() { return java.util.List.of(); }",
        "[fallthrough]          | int f(int i) { switch (i) { case 1: i++; default: return i; } }",
        "[lossy-conversions]    | int f(long l) { int i = 0; i += l; return i; }"
      })
  void mistake_isRefused(String expected, String body) throws Exception {
    assertThat(
            compile(
                "package planted;\n\n@org.jspecify.annotations.NullMarked class Planted {\n  "
                    + body
                    + "\n}\n"))
        .contains(expected);
  }

  @Test
  void goodSource_compiles() throws Exception {
    assertThat(
            compile(
                """
                package planted;

                @org.jspecify.annotations.NullMarked
                class Planted {
                  @org.jspecify.annotations.Nullable String f(int i) {
                    return i == 0 ? null : "x";
                  }
                }
                """))
        .isEmpty();
  }

  private String compile(String text) throws Exception {
    Path source = Files.writeString(folder.resolve("Planted.java"), text);
    String classPath = System.getProperty("java.class.path");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(flags());
    command.addAll(List.of("-proc:none", "-d", folder.toString(), "-cp", classPath));
    command.addAll(List.of("-processorpath", classPath, source.toString()));
    File output = folder.resolve("output").toFile();
    Process javac =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    assertThat(javac.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
    assertThat(javac.exitValue()).as(said).isEqualTo(said.isEmpty() ? 0 : 1);
    return said;
  }

  private static List<String> flags() throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    Element pom = builder.parse(rootPom()).getDocumentElement();
    var args = (Element) pom.getElementsByTagName("compilerArgs").item(0);
    var nodes = args.getElementsByTagName("arg");
    var flags = new ArrayList<String>();
    for (int i = 0; i < nodes.getLength(); i++) {
      flags.add(nodes.item(i).getTextContent());
    }
    assertThat(flags).contains("-Werror").anyMatch(flag -> flag.contains("ErrorProne"));
    return flags;
  }

  private static File rootPom() throws IOException {
    return Room.root().resolve("pom.xml").toFile();
  }
}

package dev.coterie.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules over the sources, each seen to bite on a planted sample.
final class SourceRulesTest {
  private static List<String> check(String text) {
    return SourceRules.check(List.of(Map.entry("sample/A.java", text))).stream()
        .map(f -> f.what())
        .toList();
  }

  @Test
  void everySourceIsTidy() throws IOException {
    var sources = SourceRules.all(Room.root());
    assertThat(sources).hasSizeGreaterThan(50);
    assertThat(SourceRules.check(sources)).isEmpty();
  }

  @Test
  void tidySource_passes() {
    assertThat(check("class A {\n  void f() {}\n}\n")).isEmpty();
  }

  @Test
  void longFile_bites() {
    assertThat(check("//\n".repeat(SourceRules.FILE_LINES))).isEmpty();
    assertThat(check("//\n".repeat(SourceRules.FILE_LINES + 1)))
        .containsExactly("longer than 400 lines: split by verb");
  }

  @Test
  void longMethod_bites() {
    int inside = SourceRules.METHOD_LINES - 2;
    assertThat(check("class A {\n  void f() {\n" + "    ;\n".repeat(inside) + "  }\n}\n"))
        .isEmpty();
    assertThat(check("class A {\n  void f() {\n" + "    ;\n".repeat(inside + 1) + "  }\n}\n"))
        .containsExactly("f is longer than 80 lines");
  }

  @Test
  void leftover_bites() {
    for (String mark : List.of("TO" + "DO", "FIX" + "ME", "XX" + "X")) {
      assertThat(check("// " + mark + " later\n")).containsExactly("a leftover mark");
    }
    assertThat(check("// a method\n")).isEmpty();
  }

  @Test
  void machinePath_bites() {
    assertThat(check("// see " + "/ho" + "me/me/notes\n")).containsExactly("a path of one machine");
    assertThat(check("String s = \"" + "/tm" + "p/x\";\n")).contains("a path of one machine");
  }

  /// A crash input is replayed by later builds only where its folder stands beforehand.
  @Test
  void everyFuzzTestHasAFolderForItsInputs() throws IOException {
    var fuzz = Pattern.compile("@FuzzTest\\b[^{;]*?\\bvoid\\s+(\\w+)\\s*\\(", Pattern.DOTALL);
    var missing = new ArrayList<String>();
    for (var source : SourceRules.all(Room.root())) {
      if (!source.getKey().endsWith("FuzzTest.java")) {
        continue;
      }
      String inputs =
          source
              .getKey()
              .replace("src/test/java", "src/test/resources")
              .replaceAll("\\.java$", "Inputs/");
      Matcher methods = fuzz.matcher(source.getValue());
      while (methods.find()) {
        Path folder = Room.root().resolve(inputs + methods.group(1));
        if (!Files.isDirectory(folder) || isEmpty(folder)) {
          missing.add(inputs + methods.group(1));
        }
      }
    }
    assertThat(missing).as("folders with at least one input").isEmpty();
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}

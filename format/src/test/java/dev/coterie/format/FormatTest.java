package dev.coterie.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FormatTest {
  private final Format format = new Format();

  @Test
  void everySourceOfTheRepositoryIsFormatted() throws IOException {
    Path root = Path.of(System.getProperty("coterie.root"));
    var sources = Format.sources(root);
    assertThat(sources).hasSizeGreaterThan(20);
    var unformatted = new ArrayList<Path>();
    for (Path source : sources) {
      String text = Files.readString(source);
      if (!format.formatted(source, text).equals(text)) {
        unformatted.add(root.relativize(source));
      }
    }
    assertThat(unformatted).as("mend with: mvn -q -Pformat -pl format process-classes").isEmpty();
  }

  @Test
  void crookedSource_isStraightened() {
    String crooked = "import java.util.Map; class A{int a ;\n\n\n}";
    assertThat(format.formatted(Path.of("A.java"), crooked)).isEqualTo("class A {\n  int a;\n}\n");
  }

  @Test
  void newSyntax_isKept() {
    String text =
        """
        import module java.base;

        /// A box.
        record Box(Object held) {
          static String name(Object o) {
            return o instanceof Box(String s) ? s : "?";
          }
        }
        """;
    assertThat(format.formatted(Path.of("Box.java"), text)).isEqualTo(text);
  }

  @Test
  void brokenSource_isRefusedByName() {
    assertThatThrownBy(() -> format.formatted(Path.of("Broken.java"), "class {"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Broken.java");
  }

  @Test
  void sources_leavesOutBuildOutputAndHiddenFolders(@TempDir Path root) throws IOException {
    for (String name : new String[] {"a/A.java", "a/target/B.java", ".git/C.java", "a/notes.txt"}) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.writeString(root.resolve(name), "");
    }
    assertThat(Format.sources(root)).containsExactly(root.resolve("a/A.java"));
  }
}

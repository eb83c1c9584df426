package dev.coterie.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExampleTest {
  private static final String DOCUMENT =
      """
      # Title
      ```java
      IO.println("hello");
      ```

      ```text
      hello
      ```
      ```sh
      ./coterie demo
      ```
      ```java ignore
      not java
      ```
      ```java
      void main() {}
      ```
      Words between.
      ```text
      no output of the block above
      ```
      """;

  @Test
  void blocksOfJava_areFoundWithTheirOutput() {
    var examples = Example.in("A.md", DOCUMENT);
    assertThat(examples)
        .containsExactly(
            new Example("A.md", 2, "IO.println(\"hello\");\n", Optional.of("hello\n")),
            new Example("A.md", 15, "void main() {}\n", Optional.empty()));
  }

  @Test
  void statements_getAMainAndImportsOnTop() {
    var example = new Example("A.md", 1, "import java.util.*;\nint a = 1;\n", Optional.empty());
    assertThat(example.source())
        .isEqualTo("import java.util.*;\nvoid main() throws Exception {\nint a = 1;\n}\n");
  }

  @Test
  void program_staysAsItIs() {
    var example = new Example("A.md", 1, "void main() {}\n", Optional.empty());
    assertThat(example.source()).isEqualTo("void main() {}\n");
  }
}

package dev.coterie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaintextSearchTest {
  @TempDir Path folder;

  private void file(String name, String content) throws IOException {
    Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textInTheMiddleOfAFile_isFoundWithItsPlace() throws IOException {
    file("a.db", "xxxüber alle Maßenyyy");
    assertThat(PlaintextSearch.of(List.of("über alle Maßen")).in(folder))
        .containsExactly("a.db at 3");
  }

  @Test
  void longText_isFoundByItsBeginning() throws IOException {
    String text =
        IntStream.range(0, 300).mapToObj(Integer::toString).collect(Collectors.joining(","));
    file("a.db", text.substring(0, 600));
    assertThat(PlaintextSearch.of(List.of(text)).in(folder)).containsExactly("a.db at 0");
  }

  @Test
  void sameFirstOctetsAndAnotherEnd_isNotFound() throws IOException {
    file("a.db", "abcdefghi");
    assertThat(PlaintextSearch.of(List.of("abcdefghX")).in(folder)).isEmpty();
  }

  @Test
  void textCutByTheEndOfTheFile_isNotFound() throws IOException {
    file("a.db", "abcdefgh");
    assertThat(PlaintextSearch.of(List.of("abcdefghi")).in(folder)).isEmpty();
  }

  @Test
  void shortTexts_areNotLookedFor() throws IOException {
    file("a.db", "seven..");
    assertThat(PlaintextSearch.of(List.of("seven..")).in(folder)).isEmpty();
  }
}

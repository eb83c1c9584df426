package dev.coterie.gbp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.gbp.control.GbpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the document and the code to each other.
final class Gbp2DocumentTest {
  private static final Set<String> OF_TEXT_STREAMS =
      Set.of("text", "reply", "binary", "receipt", "manifest", "chunk");

  private static final Set<String> OF_AUDIO_STREAMS = Set.of("audio-payload", "media-frame");

  @Test
  void everyExampleIsWhatTheCodeWrites() throws IOException {
    var written = Document.examples();
    Gbp2Examples.all()
        .forEach((name, example) -> assertThat(written).containsEntry(name, example.octets()));
  }

  @Test
  void noExampleIsLeftOut() throws IOException {
    var ours =
        Stream.of(Gbp2Examples.all().keySet(), OF_TEXT_STREAMS, OF_AUDIO_STREAMS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());
    assertThat(Document.examples().keySet()).isEqualTo(ours);
  }

  @Test
  void errorTableIsTheRegistry() throws IOException {
    var text = Files.readString(Path.of(System.getProperty("coterie.root"), "docs", "gbp2.md"));
    for (var error : GbpError.values()) {
      var effects =
          error.effects().stream()
              .map(effect -> " " + effect.name().charAt(0))
              .collect(Collectors.joining());
      assertThat(text)
          .contains(
              "| 0x%04X | %s | %d%s |"
                  .formatted(error.code(), error.name(), error.errorClass().code(), effects));
    }
    assertThat(text.lines().filter(line -> line.startsWith("| 0x")).count() * 2)
        .isEqualTo(GbpError.values().length);
  }

  @Test
  void rulesNameSectionsOfTheDocument() throws IOException {
    var text = Files.readString(Path.of(System.getProperty("coterie.root"), "docs", "gbp2.md"));
    for (var rule : GbpRule.values()) {
      var chapter = rule.section().replaceAll("gbp2 §(\\d+).*", "$1");
      assertThat(text).contains("\n## " + chapter + ". ");
    }
  }
}

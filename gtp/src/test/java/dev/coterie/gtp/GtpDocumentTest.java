package dev.coterie.gtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the text part of the document and the code to each other.
final class GtpDocumentTest {
  @Test
  void everyExampleIsWhatTheCodeWrites() throws IOException {
    var text = Files.readString(Path.of(System.getProperty("coterie.root"), "docs", "gbp2.md"));
    GtpExamples.all()
        .forEach(
            (name, message) -> {
              var block =
                  Pattern.compile("```text\\nexample: " + name + "\\n([0-9a-f\\s]+)```")
                      .matcher(text);
              assertThat(block.find()).as(name).isTrue();
              assertThat(GtpMessage.FORM.encode(message))
                  .as(name)
                  .isEqualTo(Bytes.fromHex(block.group(1).replaceAll("\\s", "")));
            });
  }
}

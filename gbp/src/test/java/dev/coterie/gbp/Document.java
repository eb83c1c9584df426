package dev.coterie.gbp;

import dev.coterie.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The blocks of `docs/gbp2.md` that begin with `example:`.
final class Document {
  private static final Pattern BLOCK =
      Pattern.compile("```text\\nexample: (\\S+)\\n([0-9a-f\\s]+)```");

  private Document() {}

  static Map<String, Bytes> examples() throws IOException {
    var found = new LinkedHashMap<String, Bytes>();
    var text = Files.readString(Path.of(System.getProperty("coterie.root"), "docs", "gbp2.md"));
    var blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      var before = found.put(blocks.group(1), Bytes.fromHex(blocks.group(2).replaceAll("\\s", "")));
      if (before != null) {
        throw new AssertionError("there twice: " + blocks.group(1));
      }
    }
    return found;
  }
}

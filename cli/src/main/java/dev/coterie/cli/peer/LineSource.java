package dev.coterie.cli.peer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines of UTF-8 up to a length. Of a longer one only the beginning is held in memory, and the
/// next line is read as usual.
final class LineSource {
  /// What stood on a line.
  sealed interface Line {
    /// Its characters, without the line's end.
    record Text(String text) implements Line {}

    /// Why nobody can read it.
    record Unreadable(String why) implements Line {}
  }

  private final InputStream in;
  private final int longest;

  LineSource(InputStream in, int longest) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.longest = longest;
  }

  /// The next line, or null at the end of the input. A last line may lack its end.
  @Nullable Line next() throws IOException {
    var octets = new ByteArrayOutputStream();
    boolean any = false;
    long size = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      any = true;
      if (next == '\n') {
        return line(octets, size);
      }
      size++;
      if (size <= longest) {
        octets.write(next);
      }
    }
    return any ? line(octets, size) : null;
  }

  private Line line(ByteArrayOutputStream octets, long size) {
    if (size > longest) {
      return new Line.Unreadable(
          "a line of " + size + " octets: the longest that is read has " + longest);
    }
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is not UTF-8
      return new Line.Text(decoder.decode(ByteBuffer.wrap(octets.toByteArray())).toString());
    } catch (CharacterCodingException e) {
      return new Line.Unreadable("a line that is not UTF-8");
    }
  }
}

package dev.coterie.cli.demo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is said: one message a line, in order. Immutable.
///
/// A line may begin with the name of a member and a colon. Lines that begin with `#` and empty
/// lines are not said. Nothing is trimmed behind the colon but one space, so that spaces at the end
/// arrive.
record Conversation(List<Line> lines) {
  /// The longest line that is taken, in bytes of UTF-8: what the text protocol carries in one
  /// message.
  static final int MAX_LINE_BYTES = 1024 * 1024;

  /// @param speaker who would like to say it, when the line names a member of the cast
  record Line(Optional<Cast> speaker, String text) {}

  Conversation {
    lines = List.copyOf(lines);
  }

  /// @throws IllegalArgumentException when the bytes are not UTF-8, a line is too long, or nothing
  ///   is left to say; the message names the line
  static Conversation parse(byte[] utf8) {
    String whole;
    try {
      whole = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the conversation is not UTF-8 text", e);
    }
    var lines = new ArrayList<Line>();
    int number = 0;
    for (String raw : whole.split("\n", -1)) {
      number++;
      String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      var parsed = line(line);
      if (parsed.text().isEmpty()) {
        continue;
      }
      int size = parsed.text().getBytes(StandardCharsets.UTF_8).length;
      if (size > MAX_LINE_BYTES) {
        throw new IllegalArgumentException(
            "line %d has %,d bytes; a message holds at most %,d"
                .formatted(number, size, MAX_LINE_BYTES));
      }
      lines.add(parsed);
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("the conversation has no line to say");
    }
    return new Conversation(lines);
  }

  private static Line line(String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      var speaker = Cast.named(line.substring(0, colon).strip().toLowerCase(Locale.ROOT));
      if (speaker.isPresent()) {
        int from = line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
        return new Line(speaker, line.substring(from));
      }
    }
    return new Line(Optional.empty(), line);
  }

  /// The last line that `speaker` is named for, or -1.
  int lastOf(Cast speaker) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).speaker().equals(Optional.of(speaker))) {
        return i;
      }
    }
    return -1;
  }

  /// The first line that `speaker` is named for, or the number of lines.
  int firstOf(Cast speaker) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).speaker().equals(Optional.of(speaker))) {
        return i;
      }
    }
    return lines.size();
  }
}

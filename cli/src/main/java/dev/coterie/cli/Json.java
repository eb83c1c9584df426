package dev.coterie.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A JSON value that prints itself on one line (RFC 8259), all outside ASCII as it is, control
/// characters escaped.
sealed interface Json {
  /// A string.
  record Text(String value) implements Json {
    @Override
    public String toString() {
      return quoted(value);
    }
  }

  /// A whole number. Programs that read numbers as doubles lose digits beyond 2^53: ids are texts.
  record Whole(long value) implements Json {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /// True or false.
  record Flag(boolean value) implements Json {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /// An array.
  record Items(List<? extends Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.stream().map(Json::toString).collect(Collectors.joining(",", "[", "]"));
    }
  }

  /// An object; names stay in the order in which they were put.
  final class Fields implements Json {
    private final Map<String, Json> values = new LinkedHashMap<>();

    private Fields() {}

    Fields put(String name, Json value) {
      values.put(name, value);
      return this;
    }

    Fields put(String name, String value) {
      return put(name, new Text(value));
    }

    Fields put(String name, long value) {
      return put(name, new Whole(value));
    }

    Fields put(String name, boolean value) {
      return put(name, new Flag(value));
    }

    Fields put(String name, List<? extends Json> value) {
      return put(name, new Items(value));
    }

    @Override
    public String toString() {
      return values.entrySet().stream()
          .map(e -> quoted(e.getKey()) + ":" + e.getValue())
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  /// An empty object to put fields into.
  static Fields object() {
    return new Fields();
  }

  /// An array of texts.
  static Items texts(List<String> values) {
    return new Items(values.stream().map(Text::new).toList());
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default -> {
          boolean alone = Character.isSurrogate(c) && !paired(text, i);
          if (Character.isISOControl(c) || alone) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean paired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}

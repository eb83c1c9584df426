package dev.coterie.vectors;

import java.util.Iterator;

/// Writes JSON, one vector to a line.
public final class JsonWriter {
  private JsonWriter() {}

  /// The text of a value.
  public static String write(Json value) {
    var out = new StringBuilder();
    append(value, out);
    return out.toString();
  }

  /// A file of vectors.
  public static String file(Iterable<? extends Json> vectors) {
    var out = new StringBuilder("[\n");
    for (Iterator<? extends Json> each = vectors.iterator(); each.hasNext(); ) {
      append(each.next(), out);
      out.append(each.hasNext() ? ",\n" : "\n");
    }
    return out.append("]\n").toString();
  }

  private static void append(Json value, StringBuilder out) {
    switch (value) {
      case Json.Nothing() -> out.append("null");
      case Json.Bool(var bool) -> out.append(bool);
      case Json.Num(var number) -> out.append(Long.toUnsignedString(number));
      case Json.Text(var text) -> append(text, out);
      case Json.Arr(var items) -> {
        out.append('[');
        String before = "";
        for (Json item : items) {
          append(item, out.append(before));
          before = ", ";
        }
        out.append(']');
      }
      case Json.Obj(var members) -> {
        out.append('{');
        String before = "";
        for (var member : members.entrySet()) {
          append(member.getKey(), out.append(before));
          append(member.getValue(), out.append(": "));
          before = ", ";
        }
        out.append('}');
      }
    }
  }

  private static void append(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        out.append('\\').append(each);
      } else if (each < ' ') {
        out.append("\\u%04x".formatted((int) each));
      } else {
        out.append(each);
      }
    }
    out.append('"');
  }
}

package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// Just enough JSON for files of test vectors: objects, arrays, strings without escapes, integers
/// and words.
record Json(Object value) {
  /// The elements of a vector file beside the repository; without it the test is skipped, by name.
  static List<Json> sharedVectors(String name) {
    var file = Path.of(System.getProperty("coterie.shared", "../../shared"), "vectors", name);
    Assumptions.assumeTrue(Files.exists(file), "skipped without the vectors of shared: " + name);
    try {
      return new Parser(Files.readString(file)).value().list();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  List<Json> list() {
    return (List<Json>) value;
  }

  Json get(String key) {
    var found = ((Map<?, ?>) value).get(key);
    if (found == null) {
      throw new IllegalArgumentException("no " + key);
    }
    return (Json) found;
  }

  boolean has(String key) {
    return ((Map<?, ?>) value).containsKey(key);
  }

  Bytes hex(String key) {
    return has(key) ? Bytes.fromHex(get(key).text()) : Bytes.EMPTY;
  }

  Secret secret(String key) {
    return Secret.copyOf(hex(key));
  }

  String text(String key) {
    return get(key).text();
  }

  String text() {
    return (String) value;
  }

  int number(String key) {
    return Math.toIntExact(longNumber(key));
  }

  long longNumber(String key) {
    return Long.parseLong(text(key));
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Json value() {
      return switch (peek()) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> new Json(string());
        default -> new Json(word());
      };
    }

    private Json object() {
      var members = new LinkedHashMap<String, Json>();
      at++;
      while (peek() != '}') {
        var key = string();
        peek();
        at++; // the colon
        members.put(key, value());
        comma();
      }
      at++;
      return new Json(members);
    }

    private Json array() {
      var elements = new ArrayList<Json>();
      at++;
      while (peek() != ']') {
        elements.add(value());
        comma();
      }
      at++;
      return new Json(elements);
    }

    private void comma() {
      if (peek() == ',') {
        at++;
      }
    }

    private String string() {
      peek();
      int end = text.indexOf('"', at + 1);
      var found = text.substring(at + 1, end);
      at = end + 1;
      return found;
    }

    private String word() {
      int start = at;
      while ("-+.eE0123456789truefalsn".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private char peek() {
      while (Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return text.charAt(at);
    }
  }
}

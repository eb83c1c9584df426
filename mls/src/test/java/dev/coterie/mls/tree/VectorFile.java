package dev.coterie.mls.tree;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coterie.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the official test vectors of RFC 9420, which are JSON without escapes or fractions.
final class VectorFile {
  private final String text;
  private int at;

  private VectorFile(String text) {
    this.text = text;
  }

  /// One JSON object.
  record Case(Map<String, Object> members) {
    Object get(String name) {
      return Optional.ofNullable(members.get(name)).orElseThrow();
    }

    int number(String name) {
      return Math.toIntExact((Long) get(name));
    }

    Bytes bytes(String name) {
      return Bytes.fromHex((String) get(name));
    }

    List<Object> list(String name) {
      return ((List<?>) get(name)).stream().map(Object.class::cast).toList();
    }

    List<Case> cases(String name) {
      return list(name).stream().map(Case.class::cast).toList();
    }
  }

  /// Stands for JSON's null.
  enum Nothing {
    NOTHING
  }

  /// All cases of a file, or a skipped test that says why.
  static List<Case> read(String name) {
    String shared = System.getProperty("coterie.shared", "../../shared");
    Path file = Path.of(shared, "vectors", "mls", name);
    assumeTrue(Files.exists(file), "skipped: the official vectors " + name + " are not at hand");
    try {
      Object all = new VectorFile(Files.readString(file)).value();
      return ((List<?>) all).stream().map(Case.class::cast).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private char next() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private Object value() {
    return switch (next()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 'n' -> nothing();
      default -> number();
    };
  }

  private Case object() {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    while (next() != '}') {
      String name = string();
      next();
      at++;
      members.put(name, value());
      skipComma();
    }
    at++;
    return new Case(members);
  }

  private List<Object> array() {
    List<Object> values = new ArrayList<>();
    at++;
    while (next() != ']') {
      values.add(value());
      skipComma();
    }
    at++;
    return values;
  }

  private void skipComma() {
    if (next() == ',') {
      at++;
    }
  }

  private String string() {
    next();
    int end = text.indexOf('"', at + 1);
    String string = text.substring(at + 1, end);
    at = end + 1;
    return string;
  }

  private Nothing nothing() {
    at += "null".length();
    return Nothing.NOTHING;
  }

  private Long number() {
    int start = at;
    while (Character.isDigit(text.charAt(at))) {
      at++;
    }
    return Long.valueOf(text.substring(start, at));
  }
}

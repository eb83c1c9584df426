package dev.coterie.vectors;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads a whole JSON text (RFC 8259). Numbers are whole, members have different names, and nesting
/// ends at 64 levels; anything else is refused with its place.
public final class JsonReader {
  private static final int DEEPEST = 64;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /// The value of a text.
  ///
  /// @throws VectorException if it is not one JSON value
  public static Json read(String text) {
    var reader = new JsonReader(text);
    Json value = reader.value(0);
    reader.blank();
    if (reader.at != text.length()) {
      throw reader.bad("text after the value");
    }
    return value;
  }

  private Json value(int depth) {
    if (depth > DEEPEST) {
      throw bad("nested too deep");
    }
    blank();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Nothing());
      default -> number();
    };
  }

  private Json object(int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    at++;
    blank();
    if (take('}')) {
      return new Json.Obj(members);
    }
    do {
      blank();
      String name = string();
      blank();
      expect(':');
      if (members.put(name, value(depth + 1)) != null) {
        throw bad("member \"" + name + "\" twice");
      }
      blank();
    } while (take(','));
    expect('}');
    return new Json.Obj(members);
  }

  private Json array(int depth) {
    var items = new ArrayList<Json>();
    at++;
    blank();
    if (take(']')) {
      return new Json.Arr(items);
    }
    do {
      items.add(value(depth + 1));
      blank();
    } while (take(','));
    expect(']');
    return new Json.Arr(items);
  }

  private String string() {
    expect('"');
    int start = at;
    while (peek() != '"' && peek() != '\\') {
      plain();
    }
    if (peek() == '"') {
      return text.substring(start, at++);
    }
    var unescaped = new StringBuilder(text.substring(start, at));
    while (!take('"')) {
      unescaped.append(take('\\') ? escape() : plain());
    }
    return unescaped.toString();
  }

  private char plain() {
    char next = peek();
    if (next < ' ') {
      throw bad("control character");
    }
    at++;
    return next;
  }

  private char escape() {
    char kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw bad("unknown escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw bad("not a hexadecimal digit");
      }
      code = code << 4 | digit;
      at++;
    }
    return (char) code;
  }

  private Json number() {
    int start = at;
    take('-');
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    if (digits.isEmpty() || digits.equals("-") || digits.length() > 20) {
      throw bad("not a value");
    }
    if (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
      throw bad("not a whole number");
    }
    var number = new BigInteger(digits);
    if (number.bitLength() > 64 || (number.signum() < 0 && number.bitLength() > 63)) {
      throw bad("a number beyond 64 bits");
    }
    return new Json.Num(number.longValue());
  }

  private Json word(String word, Json meaning) {
    if (!text.startsWith(word, at)) {
      throw bad("not a value");
    }
    at += word.length();
    return meaning;
  }

  private void blank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at == text.length()) {
      throw bad("ends too early");
    }
    return text.charAt(at);
  }

  private boolean take(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!take(wanted)) {
      throw bad("no '" + wanted + "'");
    }
  }

  private VectorException bad(String why) {
    return new VectorException("JSON at " + at + ": " + why);
  }
}

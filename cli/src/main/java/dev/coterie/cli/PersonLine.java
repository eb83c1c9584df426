package dev.coterie.cli;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.hubapi.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A name and a key as one word that survives a shell: `name@fingerprint`, whatever is neither
/// letter nor digit in the name percent-encoded.
record PersonLine(String name, Fingerprint fingerprint) {
  private static final int LONGEST_NAME = 256;

  PersonLine {
    requireName(name);
  }

  /// Refuses names that cannot be shown or kept.
  static String requireName(String name) {
    if (name.isBlank() || !name.strip().equals(name)) {
      throw new TypeConversionException("a name is not blank, and has no blanks at its ends");
    }
    if (!Printable.line(name).equals(name)) {
      throw new TypeConversionException("a name has no control characters");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new TypeConversionException("a name has at most 256 octets of UTF-8");
    }
    return name;
  }

  /// Reads `name@fingerprint`.
  static PersonLine parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      throw new TypeConversionException("'" + text + "' is not name@fingerprint");
    }
    return new PersonLine(decoded(text.substring(0, at)), fingerprint(text.substring(at + 1)));
  }

  /// Whether it is meant to be one; whether it is, [#parse] finds out.
  static boolean looksLike(String text) {
    return text.lastIndexOf('@') > 0;
  }

  /// Whether this is a whole fingerprint.
  static boolean isFingerprint(String text) {
    return text.matches("[0-9a-fA-F]{64}");
  }

  static Fingerprint fingerprint(String text) {
    if (!isFingerprint(text)) {
      throw new TypeConversionException("a fingerprint has 64 hexadecimal digits: '" + text + "'");
    }
    return Fingerprint.parse(text);
  }

  @Override
  public String toString() {
    return encoded(name) + "@" + fingerprint.toHex();
  }

  private static String encoded(String name) {
    var out = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_') {
                out.appendCodePoint(c);
              } else {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                  out.append(String.format("%%%02x", octet & 0xff));
                }
              }
            });
    return out.toString();
  }

  private static String decoded(String text) {
    var octets = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c != '%') {
        octets.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
      } else if (text.length() >= i + 3 && text.substring(i + 1, i + 3).matches("[0-9a-fA-F]{2}")) {
        octets.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 3;
      } else {
        throw new TypeConversionException("'" + text + "' has a % without two digits");
      }
    }
    try {
      return Bytes.wrap(octets.toByteArray()).utf8();
    } catch (MalformedException _) {
      throw new TypeConversionException("'" + text + "' is not UTF-8");
    }
  }

  /// For the command line.
  static final class Converter implements ITypeConverter<PersonLine> {
    @Override
    public PersonLine convert(String text) {
      return parse(text);
    }
  }
}

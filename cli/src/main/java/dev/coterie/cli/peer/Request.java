package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import java.util.List;
import java.util.Optional;

/// One request: typed access to its members, each refusal naming the member.
///
/// @param members as they were sent
record Request(Json.Obj members) {
  /// What is asked for.
  String operation() {
    return members.text("op");
  }

  /// Whether a member is there and not null.
  boolean has(String name) {
    return members.members().containsKey(name) && !(members.get(name) instanceof Json.Nothing);
  }

  /// A text.
  String text(String name) {
    return members.text(name);
  }

  /// Octets in hexadecimal.
  Bytes hex(String name) {
    return hex(name, members.text(name));
  }

  /// Octets in hexadecimal, or none.
  Bytes hexOrEmpty(String name) {
    return has(name) ? hex(name) : Bytes.EMPTY;
  }

  /// Octets in hexadecimal, if the member is there.
  Optional<Bytes> optionalHex(String name) {
    return has(name) ? Optional.of(hex(name)) : Optional.empty();
  }

  /// A list of octets in hexadecimal.
  List<Bytes> hexes(String name) {
    return texts(name).stream().map(text -> hex(name, text)).toList();
  }

  /// A list of texts.
  List<String> texts(String name) {
    return members.array(name).items().stream()
        .map(
            item -> {
              if (item instanceof Json.Text(var text)) {
                return text;
              }
              throw new VectorException("\"" + name + "\" holds something else than strings");
            })
        .toList();
  }

  /// A whole number in a range, or what holds without it.
  int number(String name, int otherwise, int least, int most) {
    if (!has(name)) {
      return otherwise;
    }
    long number = members.number(name);
    if (number < least || number > most) {
      throw new VectorException(
          "\"" + name + "\" must lie between " + least + " and " + most + ", not " + number);
    }
    return (int) number;
  }

  /// True or false; false if it is not said.
  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (members.get(name) instanceof Json.Bool(var value)) {
      return value;
    }
    throw new VectorException("\"" + name + "\" is neither true nor false");
  }

  /// The cipher suite, 1 if it is not said.
  CipherSuite suite() {
    return Makings.suite(number("suite", 1, 0, 0xffff));
  }

  private static Bytes hex(String name, String digits) {
    try {
      return Bytes.fromHex(digits);
    } catch (IllegalArgumentException e) {
      throw new VectorException("\"" + name + "\" is not hexadecimal: " + e.getMessage());
    }
  }
}

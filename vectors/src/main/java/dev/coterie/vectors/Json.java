package dev.coterie.vectors;

import dev.coterie.codec.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value, as far as test vectors need it: numbers are whole.
public sealed interface Json {
  /// `null`.
  record Nothing() implements Json {}

  /// `true` or `false`.
  ///
  /// @param value which
  record Bool(boolean value) implements Json {}

  /// A whole number.
  ///
  /// @param value its low 64 bits: numbers from 2^63 on look negative
  record Num(long value) implements Json {}

  /// A string.
  ///
  /// @param value its characters
  record Text(String value) implements Json {}

  /// An array.
  ///
  /// @param items in order
  record Arr(List<Json> items) implements Json {
    /// Copies the list.
    public Arr {
      items = List.copyOf(items);
    }

    /// The items as objects.
    public List<Obj> objects() {
      return items.stream().map(Json::asObject).toList();
    }
  }

  /// An object. The accessors say which member is missing or of another kind.
  ///
  /// @param members in order
  record Obj(Map<String, Json> members) implements Json {
    /// Copies the map.
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// A member of any kind.
    public Json get(String name) {
      Json member = members.get(name);
      if (member == null) {
        throw new VectorException("no member \"" + name + "\"");
      }
      return member;
    }

    /// A member that is an object.
    public Obj object(String name) {
      return asObject(get(name));
    }

    /// A member that is an array.
    public Arr array(String name) {
      if (get(name) instanceof Arr array) {
        return array;
      }
      throw new VectorException("\"" + name + "\" is not an array");
    }

    /// A member that is a whole number.
    public long number(String name) {
      return asNumber(get(name));
    }

    /// A member that is a whole number of 31 bits.
    public int small(String name) {
      return Math.toIntExact(number(name));
    }

    /// A member that is a string.
    public String text(String name) {
      if (get(name) instanceof Text(var value)) {
        return value;
      }
      throw new VectorException("\"" + name + "\" is not a string");
    }

    /// A member that is octets in hexadecimal.
    public Bytes hex(String name) {
      return Bytes.fromHex(text(name));
    }

    /// A member that is octets in hexadecimal, or null.
    public Optional<Bytes> optionalHex(String name) {
      return get(name) instanceof Nothing ? Optional.empty() : Optional.of(hex(name));
    }
  }

  /// The value as an object.
  static Obj asObject(Json value) {
    if (value instanceof Obj object) {
      return object;
    }
    throw new VectorException("not an object");
  }

  /// The value as a number.
  static long asNumber(Json value) {
    if (value instanceof Num(var number)) {
      return number;
    }
    throw new VectorException("not a number");
  }

  /// Builds an object member by member.
  static Builder object() {
    return new Builder();
  }

  /// Octets in hexadecimal.
  static Json of(Bytes value) {
    return new Text(value.toHex());
  }

  /// An object under construction.
  final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /// Adds a member.
    public Builder with(String name, Json value) {
      members.put(name, value);
      return this;
    }

    /// Adds octets in hexadecimal.
    public Builder with(String name, Bytes value) {
      return with(name, of(value));
    }

    /// Adds a number.
    public Builder with(String name, long value) {
      return with(name, new Num(value));
    }

    /// Adds an array.
    public Builder with(String name, List<? extends Json> items) {
      return with(name, new Arr(new ArrayList<>(items)));
    }

    /// The object.
    public Obj build() {
      return new Obj(members);
    }
  }
}

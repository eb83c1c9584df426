package dev.coterie.gbp.form;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CborReader;
import dev.coterie.codec.MalformedException;
import java.util.List;
import java.util.function.Function;

/// One value about to be read, with the name that errors give it.
public record Item(CborReader in, String field) {
  /// A number in a range of non-negative numbers.
  public long uint(long min, long max) {
    long value = in.uint(field, max);
    if (value < min) {
      throw in.malformed(field, "below " + min);
    }
    return value;
  }

  /// A number in a range of non-negative 31-bit numbers.
  public int integer(int min, int max) {
    return (int) uint(min, max);
  }

  /// Any unsigned 64-bit number; large ones look negative.
  public long unsigned() {
    return in.uint64(field);
  }

  /// An octet string with a length in a range.
  public Bytes bytes(int min, int max) {
    var value = in.bytes(field);
    sized(value.size(), min, max);
    return value;
  }

  /// A text of valid UTF-8 whose length in octets is in a range.
  public String text(int min, int max) {
    var value = in.text(field);
    sized(Utf8.length(value), min, max);
    return value;
  }

  /// A map with integer keys.
  public <T> T map(Function<KeyedReader, T> body) {
    return KeyedReader.read(in, field, body);
  }

  /// An array of equal things.
  public <T> List<T> list(int min, int max, Function<Item, T> element) {
    var values = in.array(field, reader -> element.apply(new Item(reader, field)));
    sized(values.size(), min, max);
    return values;
  }

  /// An array with a fixed number of different things, which `body` reads by [#named].
  public <T> T tuple(int size, Function<Item, T> body) {
    return in.tuple(field, size, reader -> body.apply(new Item(reader, field)));
  }

  /// The next value of a tuple.
  public Item named(String part) {
    return new Item(in, part);
  }

  /// An exception that names the field and where reading stands.
  public MalformedException malformed(String why) {
    return in.malformed(field, why);
  }

  private void sized(int size, int min, int max) {
    if (size < min || size > max) {
      throw in.malformed(field, "size " + size + " is not within " + min + " to " + max);
    }
  }
}

package dev.coterie.gbp.form;

import dev.coterie.codec.CborMap;
import dev.coterie.codec.CborReader;
import dev.coterie.codec.MalformedException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads one map with integer keys. Keys are asked for in ascending order, which is the only order
/// that the encoding allows; a key that nobody asks for, or one that is asked for and missing, ends
/// the reading.
public final class KeyedReader {
  private final CborReader in;
  private final CborMap map;
  private final String name;

  private KeyedReader(CborReader in, CborMap map, String name) {
    this.in = in;
    this.map = map;
    this.name = name;
  }

  /// Reads a map: `body` takes its keys, and all of them.
  static <T> T read(CborReader in, String name, Function<KeyedReader, T> body) {
    return in.map(name, map -> body.apply(new KeyedReader(in, map, name)));
  }

  /// Reads the value of a key that has to be there.
  public <T> T take(int key, String field, Function<Item, T> value) {
    return map.required(key, field, reader -> value.apply(new Item(reader, field)));
  }

  /// Reads the value of a key that may be absent.
  public <T> Optional<T> maybe(int key, String field, Function<Item, T> value) {
    return map.optional(key, reader -> value.apply(new Item(reader, field)));
  }

  /// The same, with a value that stands for absence and must not be written out.
  public <T> T takeUnless(T absent, int key, String field, Function<Item, T> value) {
    var result = maybe(key, field, value);
    if (result.isPresent() && result.get().equals(absent)) {
      throw in.malformed(field, "written out, although absence says the same");
    }
    return result.orElse(absent);
  }

  /// Makes a value whose constructor checks what single fields cannot; its complaint becomes a
  /// refusal.
  public <T> T make(Supplier<T> constructor) {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      throw malformed(name, String.valueOf(e.getMessage()));
    }
  }

  /// An exception that names a field and where reading stands.
  public MalformedException malformed(String field, String why) {
    return in.malformed(field, why);
  }
}

package dev.coterie.codec;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A map while [CborReader#map] reads it: ask for its keys in ascending order of their encodings,
/// which for integers and for texts of one length is their own order. A key that was not asked for
/// is refused, so a reader lists all it knows.
public final class CborMap {
  private final CborReader in;
  private final String field;
  private int left;
  private Bytes last = Bytes.EMPTY;
  private @Nullable Bytes pending;

  CborMap(CborReader in, String field, int count) {
    this.in = in;
    this.field = field;
    this.left = count;
  }

  /// Reads the value under an integer.
  ///
  /// @throws MalformedException also if there is none
  public <T> T required(long key, String name, Function<CborReader, T> value) {
    return optional(key, value).orElseThrow(() -> in.malformed(field, "lacks " + name));
  }

  /// Reads the value under a text.
  ///
  /// @throws MalformedException also if there is none
  public <T> T required(String key, Function<CborReader, T> value) {
    return optional(key, value).orElseThrow(() -> in.malformed(field, "lacks " + key));
  }

  /// Reads the value under an integer, if there is one.
  public <T> Optional<T> optional(long key, Function<CborReader, T> value) {
    return find(CborWriter.encode(out -> out.integer(key)), value);
  }

  /// Reads the value under a text, if there is one.
  public <T> Optional<T> optional(String key, Function<CborReader, T> value) {
    return find(CborWriter.encode(out -> out.text(key)), value);
  }

  private <T> Optional<T> find(Bytes wanted, Function<CborReader, T> value) {
    var next = nextKey();
    if (next == null || wanted.compareTo(next) < 0) {
      return Optional.empty();
    }
    if (wanted.compareTo(next) > 0) {
      throw in.malformed(field, "unknown key");
    }
    pending = null;
    return Optional.of(value.apply(in));
  }

  /// The key that comes next, read once and kept until its value is read.
  private @Nullable Bytes nextKey() {
    if (pending == null && left > 0) {
      left--;
      var key = in.item(field + " key");
      if (last.compareTo(key) >= 0) {
        throw in.malformed(field, "map keys not ascending");
      }
      last = key;
      pending = key;
    }
    return pending;
  }

  /// Passes over all that is left, strictly.
  Bytes skipAll() {
    while (nextKey() != null) {
      pending = null;
      in.item(field);
    }
    return last;
  }

  void end() {
    if (nextKey() != null) {
      throw in.malformed(field, "unknown key");
    }
  }
}

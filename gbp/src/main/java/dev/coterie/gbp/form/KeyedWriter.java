package dev.coterie.gbp.form;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CborWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Writes one map with integer keys, each at most once.
public final class KeyedWriter {
  private final CborWriter.Entries entries;

  KeyedWriter(CborWriter.Entries entries) {
    this.entries = entries;
  }

  /// One key and its value, written by a function that writes exactly one item.
  public KeyedWriter put(int key, Consumer<CborWriter> value) {
    entries.put(key, value);
    return this;
  }

  /// A number from 0.
  public KeyedWriter uint(int key, long value) {
    return put(key, out -> out.uint(value));
  }

  /// Any unsigned 64-bit number; large ones look negative.
  public KeyedWriter unsigned(int key, long value) {
    return put(key, out -> out.uint64(value));
  }

  /// A number whose absence means 0.
  public KeyedWriter uintUnlessZero(int key, long value) {
    return value == 0 ? this : uint(key, value);
  }

  /// An octet string.
  public KeyedWriter bytes(int key, Bytes value) {
    return put(key, out -> out.bytes(value));
  }

  /// An octet string whose absence means an empty one.
  public KeyedWriter bytesUnlessEmpty(int key, Bytes value) {
    return value.isEmpty() ? this : bytes(key, value);
  }

  /// A text.
  public KeyedWriter text(int key, String value) {
    return put(key, out -> out.text(value));
  }

  /// A text whose absence means an empty one.
  public KeyedWriter textUnlessEmpty(int key, String value) {
    return value.isEmpty() ? this : text(key, value);
  }

  /// A value that may be absent.
  public <T> KeyedWriter maybe(int key, Optional<T> value, BiConsumer<T, CborWriter> writer) {
    return value.isEmpty() ? this : put(key, out -> writer.accept(value.get(), out));
  }

  /// A map inside this one.
  public KeyedWriter map(int key, Consumer<KeyedWriter> body) {
    return put(key, out -> out.map(inner -> body.accept(new KeyedWriter(inner))));
  }

  /// An array of equal things.
  public <T> KeyedWriter list(int key, List<T> values, BiConsumer<T, CborWriter> writer) {
    return put(key, out -> out.array(values, (to, value) -> writer.accept(value, to)));
  }

  /// Writes an array of different things, each by a function that writes exactly one item.
  public static void tuple(CborWriter out, List<Consumer<CborWriter>> parts) {
    out.array(parts, (to, part) -> part.accept(to));
  }
}

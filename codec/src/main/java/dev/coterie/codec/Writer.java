package dev.coterie.codec;

/// Writes one value at the end of a [WireWriter].
@FunctionalInterface
public interface Writer<T> {
  /// Writes the value.
  void write(T value, WireWriter out);
}

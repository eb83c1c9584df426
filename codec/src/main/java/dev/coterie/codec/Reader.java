package dev.coterie.codec;

/// Reads one value where a [WireReader] stands.
@FunctionalInterface
public interface Reader<T> {
  /// Reads the value, or throws [MalformedException].
  T read(WireReader in);
}

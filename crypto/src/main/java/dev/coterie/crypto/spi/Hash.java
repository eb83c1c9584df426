package dev.coterie.crypto.spi;

/// A hash function. Thread-safe; each [State] has one owner.
public interface Hash {
  /// Which function this is.
  HashAlgorithm algorithm();

  /// A fresh computation.
  State start();

  /// One computation, usable again from the start after [#finish].
  interface State {
    /// Takes octets in.
    void update(byte[] octets, int offset, int length);

    /// Writes the hash to a place in an array, and starts again.
    void finish(byte[] target, int offset);
  }
}

package dev.coterie.vectors;

/// A vector that does not hold, or has not the shape of its kind. The message says what.
public final class VectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param what did not hold
  public VectorException(String what) {
    super(what);
  }
}

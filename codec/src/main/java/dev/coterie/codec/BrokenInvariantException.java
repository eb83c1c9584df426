package dev.coterie.codec;

import org.jspecify.annotations.Nullable;

/// Our own bug: something that the code holds to be true is not. Please report it.
public final class BrokenInvariantException extends CoterieException {
  private static final long serialVersionUID = 1L;

  /// @param what the statement that does not hold
  public BrokenInvariantException(String what) {
    this(what, null);
  }

  /// @param what the statement that does not hold
  /// @param cause what showed it, if it was an exception
  public BrokenInvariantException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}

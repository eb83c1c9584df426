package dev.coterie.codec;

/// A store, a network or a cryptographic provider failed: nothing is wrong with the input, and the
/// same call may succeed later. Carries the cause.
public final class UnavailableException extends CoterieException {
  private static final long serialVersionUID = 1L;

  private final String what;

  /// @param what the part that failed
  /// @param cause the failure itself
  public UnavailableException(String what, Throwable cause) {
    super(what + " is unavailable: " + cause, cause);
    this.what = what;
  }

  /// The part that failed.
  public String what() {
    return what;
  }
}

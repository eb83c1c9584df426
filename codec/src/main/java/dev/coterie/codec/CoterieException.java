package dev.coterie.codec;

import org.jspecify.annotations.Nullable;

/// Everything that Coterie refuses or fails at, apart from misuse, which is the JDK's own
/// [IllegalArgumentException] or [IllegalStateException]. Whichever of the four is thrown, the
/// object that threw it is as it was before the call.
public abstract sealed class CoterieException extends RuntimeException
    permits MalformedException, RefusedException, UnavailableException, BrokenInvariantException {
  private static final long serialVersionUID = 1L;

  CoterieException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

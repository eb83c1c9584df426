package dev.coterie.cryptoconscrypt;

import dev.coterie.codec.BrokenInvariantException;
import java.security.Provider;
import java.util.Optional;
import org.conscrypt.Conscrypt;

/// Conscrypt's native library, loaded at the first question. It is missing on machines that it was
/// not built for, on C libraries other than glibc, and where the virtual machine is told not to let
/// natives in.
final class Library {
  private Library() {}

  sealed interface State {}

  record Loaded(Provider provider) implements State {}

  record Absent(String why) implements State {}

  private static final class Holder {
    static final State STATE = load();
  }

  static State state() {
    return Holder.STATE;
  }

  /// The provider object, where there is one.
  static Optional<Provider> loaded() {
    return switch (state()) {
      case Loaded(var provider) -> Optional.of(provider);
      case Absent _ -> Optional.empty();
    };
  }

  private static State load() {
    try {
      Conscrypt.checkAvailability();
      return new Loaded(Conscrypt.newProviderBuilder().provideTrustManager(false).build());
    } catch (LinkageError | RuntimeException e) {
      return new Absent(why(e));
    }
  }

  /// The first line of the innermost cause: Conscrypt tries several ways, and wraps what the last
  /// one said.
  static String why(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var message = root.getMessage();
    return "its native library cannot be loaded: "
        + (message == null
            ? root.getClass().getSimpleName()
            : message.lines().findFirst().orElse(""));
  }

  static BrokenInvariantException missing(String what, Exception cause) {
    return new BrokenInvariantException("Conscrypt does " + what, cause);
  }
}

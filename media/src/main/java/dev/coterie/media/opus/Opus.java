package dev.coterie.media.opus;

import dev.coterie.codec.UnavailableException;
import java.util.function.Supplier;

/// The implementations of Opus at hand.
public final class Opus {
  private Opus() {}

  /// Which implementation to use.
  public enum Choice {
    /// The C library where it loads, else pure Java.
    AUTO,
    /// The C library or nothing.
    NATIVE,
    /// Pure Java.
    JAVA
  }

  /// The C library, about ten times as fast.
  ///
  /// @throws UnavailableException if there is none for this platform, or it may not be loaded
  public static OpusCodec natives() {
    return Natives.FOUND.get();
  }

  /// Pure Java: works everywhere.
  public static OpusCodec pureJava() {
    return JavaCodec.INSTANCE;
  }

  /// The C library where it loads, else pure Java.
  public static OpusCodec best() {
    try {
      return natives();
    } catch (UnavailableException _) {
      return pureJava();
    }
  }

  /// What was chosen.
  ///
  /// @throws UnavailableException if the C library was chosen and there is none
  public static OpusCodec of(Choice choice) {
    return switch (choice) {
      case AUTO -> best();
      case NATIVE -> natives();
      case JAVA -> pureJava();
    };
  }

  /// Looked for once: loading what is not there costs time.
  private static final class Natives {
    static final Supplier<OpusCodec> FOUND = find();

    private static Supplier<OpusCodec> find() {
      try {
        OpusCodec codec = NativeCodec.load();
        return () -> codec;
      } catch (LinkageError | UnavailableException e) { // none for this platform, or not allowed
        return () -> {
          throw new UnavailableException("the native Opus library", e);
        };
      }
    }
  }
}

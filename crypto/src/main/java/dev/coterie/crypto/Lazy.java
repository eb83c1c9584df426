package dev.coterie.crypto;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something made at its first use, once. Thread-safe.
final class Lazy<T> {
  private final Supplier<T> source;
  private volatile @Nullable T made;

  Lazy(Supplier<T> source) {
    this.source = source;
  }

  T get() {
    var known = made;
    return known != null ? known : make();
  }

  private synchronized T make() {
    var known = made;
    if (known == null) {
      known = source.get();
      made = known;
    }
    return known;
  }
}

package dev.coterie.cryptoconscrypt;

import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.CryptoProviders;
import dev.coterie.crypto.spi.CryptoProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The providers that are compared.
final class Providers {
  private Providers() {}

  /// The choices that are compared: each provider for all that it has, and the best of each.
  static List<CryptoChoice> choices() {
    requireNative();
    return List.of(
        CryptoChoice.BEST,
        CryptoChoice.by("jdk"),
        CryptoChoice.by("bouncycastle"),
        CryptoChoice.by("conscrypt"));
  }

  /// Skips where there is no native library for the machine.
  static void requireNative() {
    var absence = new ConscryptProvider().absence();
    Assumptions.assumeTrue(absence.isEmpty(), () -> "Conscrypt: " + absence.orElse(""));
  }

  /// Every pair of implementations of a primitive, each also with itself.
  static <T> Stream<Pair<T>> pairs(Function<CryptoProvider, Optional<T>> offer) {
    requireNative();
    var all =
        CryptoProviders.found().stream()
            .flatMap(provider -> offer.apply(provider).stream().map(p -> new One<>(provider, p)))
            .toList();
    return all.stream().flatMap(one -> all.stream().map(other -> new Pair<>(one, other)));
  }

  record One<T>(CryptoProvider provider, T primitive) {}

  record Pair<T>(One<T> one, One<T> other) {
    @Override
    public String toString() {
      return one.provider.name() + " and " + other.provider.name();
    }
  }
}

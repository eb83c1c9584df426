package dev.coterie.bench.jmh;

import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.CryptoProviders;
import dev.coterie.crypto.spi.CryptoProvider;

/// A provider by the name in a parameter.
final class Provided {
  private Provided() {}

  static CryptoProvider by(String name) {
    return CryptoProviders.found().stream()
        .filter(provider -> CryptoChoice.isName(name, provider.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no provider " + name));
  }
}

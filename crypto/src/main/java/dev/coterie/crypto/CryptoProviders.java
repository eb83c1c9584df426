package dev.coterie.crypto;

import dev.coterie.crypto.primitive.Found;
import dev.coterie.crypto.primitive.Primitives;
import dev.coterie.crypto.primitive.Primitives.Chosen;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.CryptoProvider;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whose primitives this process uses, and why not somebody else's.
public final class CryptoProviders {
  /// The system property that holds the [CryptoChoice] of a process, read at the first use.
  public static final String PROPERTY = "coterie.crypto";

  private static @Nullable CryptoChoice standard;

  private CryptoProviders() {}

  /// Who serves an algorithm.
  ///
  /// @param algorithm as in [CryptoChoice#algorithms]
  /// @param provider the provider's name
  /// @param failed providers of greater rank that offer it and did not pass their test, and why
  public record Served(String algorithm, String provider, Map<String, String> failed) {}

  /// The choice of the process: what [#choose] or the property says, else [CryptoChoice#BEST].
  /// Fixed from the first call on.
  ///
  /// @throws IllegalArgumentException if the property cannot be read
  public static synchronized CryptoChoice standard() {
    if (standard == null) {
      standard = CryptoChoice.parse(System.getProperty(PROPERTY, "default"));
    }
    return standard;
  }

  /// Makes a choice for the process. It must come before anything else uses cryptography: keys that
  /// are in use keep their provider.
  ///
  /// @throws IllegalArgumentException if a provider is named that is not there
  /// @throws IllegalStateException if another choice is in use
  public static synchronized void choose(CryptoChoice choice) {
    Primitives.of(choice);
    if (standard != null && !standard.equals(choice)) {
      throw new IllegalStateException(
          "cryptography is in use already, with the choice " + standard);
    }
    standard = choice;
  }

  /// Who serves each algorithm under a choice. Loads and tests everything.
  ///
  /// @throws dev.coterie.codec.UnavailableException if what is asked for by name does not work
  public static List<Served> served(CryptoChoice choice) {
    var primitives = Primitives.of(choice);
    var all = new ArrayList<Served>();
    for (var hash : HashAlgorithm.values()) {
      all.add(served(hash, primitives.hash(hash)));
    }
    for (var aead : AeadAlgorithm.values()) {
      all.add(served(aead, primitives.aead(aead)));
    }
    for (var curve : Curve.values()) {
      all.add(served(curve, primitives.diffieHellman(curve)));
    }
    for (var scheme : SignatureScheme.values()) {
      all.add(served(scheme, primitives.signatures(scheme)));
    }
    return List.copyOf(all);
  }

  private static Served served(Enum<?> algorithm, Chosen<?> chosen) {
    return new Served(algorithm.name(), chosen.provider(), chosen.failed());
  }

  /// The providers that are installed and offer nothing on this machine, and why. Loads what they
  /// need to find out.
  public static Map<String, String> absent() {
    var all = new TreeMap<>(Found.here().unloadable());
    for (var provider : Found.here().providers()) {
      provider.absence().ifPresent(why -> all.put(provider.name(), why));
    }
    return all;
  }

  /// The providers that are installed, for measurements and comparisons.
  public static List<CryptoProvider> found() {
    return Found.here().providers();
  }
}

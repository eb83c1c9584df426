package dev.coterie.crypto.primitive;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.bouncy.BouncyProvider;
import dev.coterie.crypto.jdk.JdkProvider;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.CryptoProvider;
import dev.coterie.crypto.spi.CryptoProvider.Primitive;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import dev.coterie.crypto.spi.Hash;
import dev.coterie.crypto.spi.HashAlgorithm;
import dev.coterie.crypto.spi.Signatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// The best provider of each primitive: the one of greatest rank that passes its known-answer test.
/// Chosen at the first use of the primitive, once per process; thread-safe.
public final class Primitives {
  private static final List<CryptoProvider> PROVIDERS = load();
  private static final Map<HashAlgorithm, Chosen<Hash>> HASHES = new ConcurrentHashMap<>();
  private static final Map<AeadAlgorithm, Chosen<Aead>> AEADS = new ConcurrentHashMap<>();
  private static final Map<Curve, Chosen<DiffieHellman>> CURVES = new ConcurrentHashMap<>();
  private static final Map<SignatureScheme, Chosen<Signatures>> SCHEMES = new ConcurrentHashMap<>();

  private Primitives() {}

  /// A primitive and whose it is.
  ///
  /// @param provider the provider's name
  /// @param primitive its implementation
  public record Chosen<T>(String provider, T primitive) {}

  /// The hash function.
  public static Chosen<Hash> hash(HashAlgorithm algorithm) {
    return HASHES.computeIfAbsent(
        algorithm, a -> choose(Primitive.HASH, p -> p.hash(a), KnownAnswers::passes));
  }

  /// The AEAD.
  public static Chosen<Aead> aead(AeadAlgorithm algorithm) {
    return AEADS.computeIfAbsent(
        algorithm, a -> choose(Primitive.AEAD, p -> p.aead(a), KnownAnswers::passes));
  }

  /// The key agreement.
  public static Chosen<DiffieHellman> diffieHellman(Curve curve) {
    return CURVES.computeIfAbsent(
        curve,
        c -> choose(Primitive.DIFFIE_HELLMAN, p -> p.diffieHellman(c), KnownAnswers::passes));
  }

  /// The signature scheme.
  public static Chosen<Signatures> signatures(SignatureScheme scheme) {
    return SCHEMES.computeIfAbsent(
        scheme, s -> choose(Primitive.SIGNATURES, p -> p.signatures(s), KnownAnswers::passes));
  }

  private static <T> Chosen<T> choose(
      Primitive kind, Function<CryptoProvider, Optional<T>> offer, Predicate<T> test) {
    return choose(PROVIDERS, kind, offer, test);
  }

  /// The first in rank that offers the primitive and passes the test. One that throws, as native
  /// code on the wrong machine does, has not passed.
  static <T> Chosen<T> choose(
      List<CryptoProvider> providers,
      Primitive kind,
      Function<CryptoProvider, Optional<T>> offer,
      Predicate<T> test) {
    var ranked = new ArrayList<>(providers);
    ranked.sort(Comparator.comparingInt((CryptoProvider p) -> p.rank(kind)).reversed());
    for (var provider : ranked) {
      try {
        var primitive = offer.apply(provider).filter(test);
        if (primitive.isPresent()) {
          return new Chosen<>(provider.name(), primitive.get());
        }
      } catch (RuntimeException | LinkageError _) {
        // not passed, see above
      }
    }
    throw new BrokenInvariantException("some provider has a " + kind + " that works");
  }

  /// The built-in providers and those that the service loader finds. One that cannot be loaded,
  /// such as a native one on a machine it has no library for, offers nothing: the next in rank does
  /// its work.
  private static List<CryptoProvider> load() {
    var found = new ArrayList<CryptoProvider>(List.of(new BouncyProvider(), new JdkProvider()));
    var services = ServiceLoader.load(CryptoProvider.class).iterator();
    while (true) {
      try {
        if (!services.hasNext()) {
          return List.copyOf(found);
        }
        found.add(services.next());
      } catch (ServiceConfigurationError | LinkageError _) {
        // offers nothing, see above
      }
    }
  }
}

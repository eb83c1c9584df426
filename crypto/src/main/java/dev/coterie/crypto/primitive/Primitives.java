package dev.coterie.crypto.primitive;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.CryptoProviders;
import dev.coterie.crypto.SignatureScheme;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The provider of each primitive under one choice: the forced one, else the one of greatest rank
/// that passes its known-answer test. Looked for at the first use of the primitive, so that nothing
/// is loaded that nobody needs, and kept; thread-safe.
public final class Primitives {
  private static final Map<CryptoChoice, Primitives> ALL = new ConcurrentHashMap<>();
  private static volatile @Nullable Primitives standard;

  private final Found found;
  private final CryptoChoice choice;
  private final Map<HashAlgorithm, Chosen<Hash>> hashes = new ConcurrentHashMap<>();
  private final Map<AeadAlgorithm, Chosen<Aead>> aeads = new ConcurrentHashMap<>();
  private final Map<Curve, Chosen<DiffieHellman>> curves = new ConcurrentHashMap<>();
  private final Map<SignatureScheme, Chosen<Signatures>> schemes = new ConcurrentHashMap<>();

  Primitives(Found found, CryptoChoice choice) {
    this.found = found;
    this.choice = choice;
    for (var name : choice.names()) {
      if (found.named(name).isEmpty()) {
        throw new IllegalArgumentException(
            "no cryptographic provider "
                + name
                + ", there are "
                + String.join(", ", found.names()));
      }
    }
  }

  /// Those of the process as a whole.
  public static Primitives standard() {
    var known = standard;
    if (known == null) {
      known = of(CryptoProviders.standard());
      standard = known;
    }
    return known;
  }

  /// Those of a choice, always the same object for equal ones.
  ///
  /// @throws IllegalArgumentException if it names a provider that is not there
  public static Primitives of(CryptoChoice choice) {
    return ALL.computeIfAbsent(choice, each -> new Primitives(Found.here(), each));
  }

  /// A primitive and whose it is.
  ///
  /// @param provider the provider's name
  /// @param primitive its implementation
  /// @param failed who stands before it in rank and offers the primitive, but did not pass, and why
  public record Chosen<T>(String provider, T primitive, Map<String, String> failed) {}

  /// What these were chosen by.
  public CryptoChoice choice() {
    return choice;
  }

  /// The hash function.
  public Chosen<Hash> hash(HashAlgorithm algorithm) {
    return hashes.computeIfAbsent(
        algorithm, a -> choose(a, Primitive.HASH, p -> p.hash(a), KnownAnswers::passes));
  }

  /// The AEAD.
  public Chosen<Aead> aead(AeadAlgorithm algorithm) {
    return aeads.computeIfAbsent(
        algorithm, a -> choose(a, Primitive.AEAD, p -> p.aead(a), KnownAnswers::passes));
  }

  /// The key agreement.
  public Chosen<DiffieHellman> diffieHellman(Curve curve) {
    return curves.computeIfAbsent(
        curve,
        c -> choose(c, Primitive.DIFFIE_HELLMAN, p -> p.diffieHellman(c), KnownAnswers::passes));
  }

  /// The signature scheme.
  public Chosen<Signatures> signatures(SignatureScheme scheme) {
    return schemes.computeIfAbsent(
        scheme, s -> choose(s, Primitive.SIGNATURES, p -> p.signatures(s), KnownAnswers::passes));
  }

  private <T> Chosen<T> choose(
      Enum<?> algorithm,
      Primitive kind,
      Function<CryptoProvider, Optional<T>> offer,
      Predicate<T> test) {
    var forced = choice.providerOf(algorithm).flatMap(found::named);
    var failed = new HashMap<String, String>();
    for (var provider : order(forced, kind)) {
      var result = attempt(provider, offer, test);
      switch (result) {
        case Attempt.Passed<T>(var primitive) -> {
          return new Chosen<>(provider.name(), primitive, Map.copyOf(failed));
        }
        case Attempt.Failed<T>(var why) -> {
          refuse(forced, provider, algorithm, why);
          failed.put(provider.name(), why);
        }
        case Attempt.NotOffered<T> _ -> {
          if (forced.equals(Optional.of(provider))) {
            var why =
                provider
                    .absence()
                    .or(() -> choice.isForcedAlone(algorithm) ? NOT_OFFERED : Optional.empty());
            why.ifPresent(text -> refuse(forced, provider, algorithm, text));
          }
        }
      }
    }
    throw new BrokenInvariantException("some provider has a " + algorithm + " that works");
  }

  private static final Optional<String> NOT_OFFERED = Optional.of("it does not have it");

  /// What was asked for by name and does not work is not replaced in silence.
  private static void refuse(
      Optional<CryptoProvider> forced, CryptoProvider provider, Enum<?> algorithm, String why) {
    if (forced.equals(Optional.of(provider))) {
      throw new UnavailableException(
          algorithm + " by " + provider.name() + ", which was asked for,",
          new IllegalStateException(why));
    }
  }

  private List<CryptoProvider> order(Optional<CryptoProvider> forced, Primitive kind) {
    var ranked = new ArrayList<>(found.providers());
    ranked.sort(
        Comparator.comparing((CryptoProvider p) -> forced.equals(Optional.of(p)))
            .thenComparingInt(p -> p.rank(kind))
            .reversed());
    return ranked;
  }

  private sealed interface Attempt<T> {
    record Passed<T>(T primitive) implements Attempt<T> {}

    record Failed<T>(String why) implements Attempt<T> {}

    record NotOffered<T>() implements Attempt<T> {}
  }

  /// Asks a provider and tests what it gives. One that throws, as native code on the wrong machine
  /// does, has not passed.
  private static <T> Attempt<T> attempt(
      CryptoProvider provider, Function<CryptoProvider, Optional<T>> offer, Predicate<T> test) {
    try {
      var offered = offer.apply(provider);
      if (offered.isEmpty()) {
        return new Attempt.NotOffered<>();
      }
      return test.test(offered.get())
          ? new Attempt.Passed<>(offered.get())
          : new Attempt.Failed<>("it gave wrong answers");
    } catch (RuntimeException | LinkageError e) {
      return new Attempt.Failed<>(Absence.of(e));
    }
  }
}

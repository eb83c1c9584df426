package dev.coterie.crypto;

import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose primitives are to be used. Without a choice, each is of the provider that is best at it;
/// with one, a provider serves all that it has, or single algorithms. What was asked for by name
/// and does not work is an error, never replaced in silence. Results are the same under every
/// choice.
///
/// As text: `default`, `jdk`, `conscrypt,ed25519=jdk`, `default,x25519=bouncycastle`. Case, blanks
/// and dashes do not matter.
///
/// @param everything the provider of all that it has
/// @param single algorithm to provider, stronger than `everything`
public record CryptoChoice(Optional<String> everything, Map<String, String> single) {
  /// Each primitive by the provider that is best at it.
  public static final CryptoChoice BEST = new CryptoChoice(Optional.empty(), Map.of());

  private static final String DEFAULT = "default";

  /// Brings names into one form.
  ///
  /// @throws IllegalArgumentException if there is no such algorithm
  public CryptoChoice {
    everything = everything.map(CryptoChoice::nameOf);
    var known = new TreeMap<String, String>();
    single.forEach((algorithm, provider) -> known.put(algorithm(algorithm), nameOf(provider)));
    single = Map.copyOf(known);
  }

  /// One provider for all that it has.
  public static CryptoChoice by(String provider) {
    return new CryptoChoice(Optional.of(provider), Map.of());
  }

  /// The same with another provider for one algorithm.
  public CryptoChoice with(String algorithm, String provider) {
    var more = new TreeMap<>(single);
    more.put(algorithm(algorithm), provider);
    return new CryptoChoice(everything, more);
  }

  /// Reads a choice.
  ///
  /// @throws IllegalArgumentException if it cannot be read, or there is no such algorithm
  public static CryptoChoice parse(String text) {
    var choice = BEST;
    var parts = text.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      var sides = parts[i].split("=", -1);
      if (sides.length > 2 || Arrays.stream(sides).anyMatch(side -> nameOf(side).isEmpty())) {
        throw new IllegalArgumentException("no provider, and no ALGORITHM=PROVIDER: " + parts[i]);
      }
      if (sides.length == 2) {
        choice = choice.with(sides[0], sides[1]);
      } else if (i > 0) {
        throw new IllegalArgumentException(
            "only the first may be without an algorithm: " + parts[i]);
      } else if (!nameOf(sides[0]).equals(DEFAULT)) {
        choice = by(sides[0]);
      }
    }
    return choice;
  }

  /// Every algorithm that can be chosen for, in the form of its enum.
  public static List<String> algorithms() {
    return Stream.<Enum<?>[]>of(
            HashAlgorithm.values(),
            AeadAlgorithm.values(),
            Curve.values(),
            SignatureScheme.values())
        .flatMap(Arrays::stream)
        .map(Enum::name)
        .toList();
  }

  /// The provider that was asked for, if one was.
  public Optional<String> providerOf(Enum<?> algorithm) {
    return Optional.ofNullable(single.get(algorithm.name())).or(() -> everything);
  }

  /// Whether a provider was asked for by the name of the algorithm, and not for everything.
  public boolean isForcedAlone(Enum<?> algorithm) {
    return single.containsKey(algorithm.name());
  }

  /// Every provider that is named.
  public List<String> names() {
    var names = new TreeSet<>(single.values());
    everything.ifPresent(names::add);
    return List.copyOf(names);
  }

  /// A provider's name as it is written in a choice.
  public static String nameOf(String provider) {
    return provider.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /// Whether a name that was written is that of a provider.
  public static boolean isName(String written, String provider) {
    return nameOf(written).equals(nameOf(provider));
  }

  private static String algorithm(String written) {
    return algorithms().stream()
        .filter(known -> isName(written, known))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no algorithm " + written + ", there are " + String.join(", ", lower())));
  }

  private static List<String> lower() {
    return algorithms().stream().map(CryptoChoice::nameOf).toList();
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return Stream.concat(
            Stream.of(everything.orElse(DEFAULT)),
            new TreeMap<>(single)
                .entrySet().stream().map(entry -> nameOf(entry.getKey()) + "=" + entry.getValue()))
        .collect(Collectors.joining(","));
  }
}

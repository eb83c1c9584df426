package dev.coterie.mls.group;

import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.schedule.PskSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds pre-shared keys by name. What is found is lent.
sealed interface KeySource permits PreSharedKeys, KeySource.Both, Resumptions.Of {
  /// The key of this name, if we have it.
  Optional<Secret> find(PreSharedKeyId.Source name);

  /// Those that are not found.
  default List<PreSharedKeyId> missing(List<PreSharedKeyId> names) {
    return names.stream().filter(one -> find(one.source()).isEmpty()).toList();
  }

  /// The secret that all of them give together, in this order; the caller closes it.
  ///
  /// @param names none of which is missing
  default Secret secret(SuiteCrypto crypto, List<PreSharedKeyId> names) {
    List<PskSecret.Entry> entries = new ArrayList<>(names.size());
    for (PreSharedKeyId one : names) {
      entries.add(new PskSecret.Entry(one, find(one.source()).orElseThrow()));
    }
    return PskSecret.of(crypto, entries);
  }

  /// This, and where it has nothing, another.
  default KeySource or(KeySource other) {
    return new Both(this, other);
  }

  /// Two sources.
  ///
  /// @param first asked first
  /// @param second asked if the first has nothing
  record Both(KeySource first, KeySource second) implements KeySource {
    @Override
    public Optional<Secret> find(PreSharedKeyId.Source name) {
      return first.find(name).or(() -> second.find(name));
    }
  }
}

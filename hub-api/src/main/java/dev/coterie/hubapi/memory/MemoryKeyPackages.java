package dev.coterie.hubapi.memory;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.StoredKeyPackage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// All key packages. Guarded by its store.
final class MemoryKeyPackages {
  private static final class Shelf {
    final List<StoredKeyPackage> oneTime = new ArrayList<>();
    final Map<Integer, StoredKeyPackage> lastResort = new HashMap<>();
    final Set<Bytes> seen = new HashSet<>();
  }

  private final Map<Fingerprint, Shelf> shelves = new HashMap<>();

  KeyPackageStock publish(
      Fingerprint owner,
      List<StoredKeyPackage> packages,
      Instant now,
      HubLimits limits,
      LongConsumer charge) {
    var shelf = shelves.computeIfAbsent(owner, _ -> new Shelf());
    var fresh = new ArrayList<StoredKeyPackage>();
    var hashes = new HashSet<Bytes>();
    for (var offered : packages) {
      var hash = Fingerprint.of(offered.keyPackage()).value();
      if (!shelf.seen.contains(hash) && hashes.add(hash)) {
        fresh.add(offered);
      }
    }
    shelf.oneTime.removeIf(waiting -> !waiting.notAfter().isAfter(now));
    long oneTime = fresh.stream().filter(one -> one.use() == KeyPackageOffer.Use.ONE_TIME).count();
    if (shelf.oneTime.size() + oneTime > limits.keyPackagesPerIdentity()) {
      throw new RefusedException(
          HubRule.TOO_MANY_KEY_PACKAGES, shelf.oneTime.size() + " are waiting");
    }
    charge.accept(fresh.stream().mapToLong(one -> one.keyPackage().size()).sum());
    shelf.seen.addAll(hashes);
    for (var one : fresh) {
      switch (one.use()) {
        case ONE_TIME -> shelf.oneTime.add(one);
        case LAST_RESORT -> shelf.lastResort.put(one.cipherSuite(), one);
      }
    }
    return packages.isEmpty()
        ? new KeyPackageStock(0, false)
        : count(owner, packages.getLast().cipherSuite(), now);
  }

  Optional<ClaimedKeyPackage> claim(Fingerprint owner, int cipherSuite, Instant now) {
    var shelf = shelves.getOrDefault(owner, new Shelf());
    for (var waiting : shelf.oneTime) {
      if (waiting.cipherSuite() == cipherSuite && waiting.notAfter().isAfter(now)) {
        shelf.oneTime.remove(waiting);
        return Optional.of(claimed(waiting));
      }
    }
    return Optional.ofNullable(shelf.lastResort.get(cipherSuite))
        .filter(last -> last.notAfter().isAfter(now))
        .map(MemoryKeyPackages::claimed);
  }

  KeyPackageStock count(Fingerprint owner, int cipherSuite, Instant now) {
    var shelf = shelves.getOrDefault(owner, new Shelf());
    long waiting =
        shelf.oneTime.stream()
            .filter(one -> one.cipherSuite() == cipherSuite && one.notAfter().isAfter(now))
            .count();
    var last = shelf.lastResort.get(cipherSuite);
    return new KeyPackageStock((int) waiting, last != null && last.notAfter().isAfter(now));
  }

  private static ClaimedKeyPackage claimed(StoredKeyPackage stored) {
    return new ClaimedKeyPackage(stored.keyPackage(), stored.use());
  }
}

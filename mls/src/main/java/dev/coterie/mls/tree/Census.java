package dev.coterie.mls.tree;

import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.LeafNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// How many members support a thing or use it, so that "does everybody?" needs no walk over the
/// group. Persistent; a code that a member lists twice counts once.
final class Census {
  /// What a number belongs to.
  enum Kind {
    VERSION(0),
    SUITE(1),
    EXTENSION(2),
    PROPOSAL(3),
    CREDENTIAL(4),
    CREDENTIAL_IN_USE(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private int key(int value) {
      return code << 16 | value;
    }
  }

  private final PersistentMap<Integer, Integer> counts;

  private Census(PersistentMap<Integer, Integer> counts) {
    this.counts = counts;
  }

  static Census empty() {
    return new Census(PersistentMap.empty());
  }

  static Census of(Iterable<LeafNode> leaves, TreeMeter meter) {
    SortedMap<Integer, Integer> counts = new TreeMap<>();
    for (LeafNode leaf : leaves) {
      keys(leaf).forEach(key -> counts.merge(key, 1, Integer::sum));
    }
    return new Census(PersistentMap.copyOf(counts, meter));
  }

  Census with(LeafNode leaf, TreeMeter meter) {
    PersistentMap<Integer, Integer> changed = counts;
    for (int key : keys(leaf)) {
      changed = changed.with(key, changed.get(key).orElse(0) + 1, meter);
    }
    return new Census(changed);
  }

  Census without(LeafNode leaf, TreeMeter meter) {
    PersistentMap<Integer, Integer> changed = counts;
    for (int key : keys(leaf)) {
      int count = changed.get(key).orElse(0);
      changed = count > 1 ? changed.with(key, count - 1, meter) : changed.without(key, meter);
    }
    return new Census(changed);
  }

  /// Whether two leaves count alike, so that replacing one by the other changes nothing.
  static boolean countAlike(LeafNode one, LeafNode other) {
    return one.capabilities().equals(other.capabilities())
        && one.credential().type() == other.credential().type();
  }

  int count(Kind kind, int code) {
    return counts.get(kind.key(code)).orElse(0);
  }

  /// The first credential type in use, in order of codes, that is sought.
  Optional<Integer> credentialInUse(Predicate<Integer> sought) {
    int from = 0;
    while (from <= 0xffff) {
      Optional<Integer> next =
          counts.ceiling(Kind.CREDENTIAL_IN_USE.key(from)).map(key -> key & 0xffff);
      if (next.isEmpty() || sought.test(next.get())) {
        return next;
      }
      from = next.get() + 1;
    }
    return Optional.empty();
  }

  private static List<Integer> keys(LeafNode leaf) {
    Capabilities can = leaf.capabilities();
    List<Integer> keys = new ArrayList<>();
    add(keys, Kind.VERSION, can.versions());
    add(keys, Kind.SUITE, can.cipherSuites());
    add(keys, Kind.EXTENSION, can.extensions());
    add(keys, Kind.PROPOSAL, can.proposals());
    add(keys, Kind.CREDENTIAL, can.credentials());
    keys.add(Kind.CREDENTIAL_IN_USE.key(leaf.credential().type()));
    return keys;
  }

  private static void add(List<Integer> keys, Kind kind, List<Integer> codes) {
    new TreeSet<>(codes).forEach(code -> keys.add(kind.key(code)));
  }
}

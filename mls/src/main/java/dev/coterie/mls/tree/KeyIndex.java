package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where in the tree a byte string occurs: a persistent index from keys to places. While the
/// proposals of a commit are applied one by one, a key may stand in two places for a moment (an
/// Update takes what a Remove gives up), so several are allowed and counted; whoever wants unique
/// keys asks at the end.
final class KeyIndex {
  private record Entry(Bytes key, int place) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = key.compareTo(other.key);
      return order != 0 ? order : Integer.compare(place, other.place);
    }
  }

  private final PersistentMap<Entry, Boolean> entries;
  private final int repeated;

  private KeyIndex(PersistentMap<Entry, Boolean> entries, int repeated) {
    this.entries = entries;
    this.repeated = repeated;
  }

  static KeyIndex empty() {
    return new KeyIndex(PersistentMap.empty(), 0);
  }

  /// Many entries at once.
  static final class Builder {
    private final SortedMap<Entry, Boolean> entries = new TreeMap<>();

    void add(Bytes key, int place) {
      entries.put(new Entry(key, place), true);
    }

    KeyIndex build(TreeMeter meter) {
      int repeated = 0;
      Bytes previous = null;
      for (Entry entry : entries.keySet()) {
        if (entry.key.equals(previous)) {
          repeated++;
        }
        previous = entry.key;
      }
      return new KeyIndex(PersistentMap.copyOf(entries, meter), repeated);
    }
  }

  KeyIndex with(Bytes key, int place, TreeMeter meter) {
    int known = first(key).isPresent() ? 1 : 0;
    return new KeyIndex(entries.with(new Entry(key, place), true, meter), repeated + known);
  }

  KeyIndex without(Bytes key, int place, TreeMeter meter) {
    PersistentMap<Entry, Boolean> fewer = entries.without(new Entry(key, place), meter);
    if (fewer.size() == entries.size()) {
      return this;
    }
    KeyIndex result = new KeyIndex(fewer, repeated);
    return result.first(key).isPresent() ? new KeyIndex(fewer, repeated - 1) : result;
  }

  /// The leftmost place of a key.
  OptionalInt first(Bytes key) {
    return next(key, 0);
  }

  /// All places of a key, from the left.
  List<Integer> all(Bytes key) {
    List<Integer> places = new ArrayList<>();
    for (var at = first(key); at.isPresent(); at = next(key, at.getAsInt() + 1)) {
      places.add(at.getAsInt());
    }
    return places;
  }

  /// Whether no key stands in two places.
  boolean isUnique() {
    return repeated == 0;
  }

  int size() {
    return entries.size();
  }

  private OptionalInt next(Bytes key, int from) {
    return entries
        .ceiling(new Entry(key, from))
        .filter(entry -> entry.key.equals(key))
        .map(entry -> OptionalInt.of(entry.place))
        .orElseGet(OptionalInt::empty);
  }
}

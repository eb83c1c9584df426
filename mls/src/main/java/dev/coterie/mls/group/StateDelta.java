package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one step changed in a group's stored state: apply all of it in one transaction, deltas in
/// the order in which they were returned. A store is a sorted map of rows per group; it never sees
/// more. If persisting fails, throw the group object away and restore it from what was stored.
///
/// @param puts rows to write, replacing rows of the same key
/// @param deletes keys of rows to erase, so that what they held is gone; never a key of `puts`
public record StateDelta(List<Put> puts, List<Bytes> deletes) {
  /// Nothing changed.
  public static final StateDelta NONE = new StateDelta(List.of(), List.of());

  /// Copies the lists.
  public StateDelta {
    puts = List.copyOf(puts);
    deletes = List.copyOf(deletes);
  }

  /// Whether there is nothing to write.
  public boolean isEmpty() {
    return puts.isEmpty() && deletes.isEmpty();
  }

  /// One delta with the effect of this one followed by `next`.
  public StateDelta then(StateDelta next) {
    if (isEmpty()) {
      return next;
    }
    if (next.isEmpty()) {
      return this;
    }
    Map<Bytes, Put> rows = new LinkedHashMap<>();
    Set<Bytes> gone = new LinkedHashSet<>(deletes);
    puts.forEach(put -> rows.put(put.key(), put));
    for (Bytes key : next.deletes) {
      rows.remove(key);
      gone.add(key);
    }
    for (Put put : next.puts) {
      gone.remove(put.key());
      rows.put(put.key(), put);
    }
    return new StateDelta(new ArrayList<>(rows.values()), new ArrayList<>(gone));
  }

  @Override
  public String toString() {
    return "StateDelta[" + puts.size() + " puts, " + deletes.size() + " deletes]";
  }
}

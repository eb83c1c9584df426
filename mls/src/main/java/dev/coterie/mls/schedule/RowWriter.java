package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Gathers the changes of one step; the last word on a key counts.
final class RowWriter {
  private final Map<Bytes, Row> puts = new LinkedHashMap<>();
  private final Set<Bytes> deletes = new LinkedHashSet<>();

  void put(Row row) {
    deletes.remove(row.key());
    puts.put(row.key(), row);
  }

  void delete(Bytes key) {
    puts.remove(key);
    deletes.add(key);
  }

  Rows rows() {
    return puts.isEmpty() && deletes.isEmpty()
        ? Rows.NONE
        : new Rows(new ArrayList<>(puts.values()), new ArrayList<>(deletes));
  }
}

package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A store as small as can be.
final class StoredRows {
  private final Map<Bytes, Bytes> rows = new TreeMap<>();

  StoredRows(List<Row> start) {
    start.forEach(row -> rows.put(row.key(), row.value()));
  }

  void apply(Rows change) {
    change.deletes().forEach(rows::remove);
    change.puts().forEach(row -> rows.put(row.key(), row.value()));
  }

  List<Row> all() {
    return rows.entrySet().stream().map(row -> new Row(row.getKey(), row.getValue())).toList();
  }

  static List<Row> sorted(List<Row> rows) {
    return new StoredRows(rows).all();
  }
}

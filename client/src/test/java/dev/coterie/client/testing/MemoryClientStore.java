package dev.coterie.client.testing;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Change;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Rows in memory. A copy taken at any moment is what a disk would hold after a crash at that
/// moment.
public final class MemoryClientStore implements ClientStore {
  private final Map<Table, NavigableMap<Bytes, Bytes>> tables = new EnumMap<>(Table.class);
  private boolean closed;
  private boolean dead;
  private int failures;

  /// A store of the same content that goes its own way.
  public synchronized MemoryClientStore copy() {
    var copy = new MemoryClientStore();
    tables.forEach((table, rows) -> copy.tables.put(table, new TreeMap<>(rows)));
    return copy;
  }

  /// What a crash leaves: nothing that this store's client does from here on becomes durable, hence
  /// none of it is acted upon.
  public synchronized MemoryClientStore crash() {
    dead = true;
    return copy();
  }

  /// Lets the next batches fail as a full disk would.
  public synchronized void failNext(int batches) {
    failures = batches;
  }

  @Override
  public synchronized Optional<Bytes> get(Table table, Bytes key) {
    return Optional.ofNullable(rows(table).get(key));
  }

  @Override
  public synchronized List<Row> scan(Table table, Bytes prefix, Bytes after, int limit) {
    var from =
        after.compareTo(prefix) >= 0
            ? rows(table).tailMap(after, false)
            : rows(table).tailMap(prefix, true);
    return from.entrySet().stream()
        .filter(row -> !row.getKey().equals(after) || after.isEmpty())
        .takeWhile(row -> startsWith(row.getKey(), prefix))
        .limit(limit)
        .map(row -> new Row(row.getKey(), row.getValue()))
        .toList();
  }

  @Override
  public synchronized Optional<Row> last(Table table, Bytes prefix) {
    return rows(table).descendingMap().entrySet().stream()
        .filter(row -> startsWith(row.getKey(), prefix))
        .findFirst()
        .map(row -> new Row(row.getKey(), row.getValue()));
  }

  @Override
  public synchronized void apply(Batch batch) {
    if (dead) {
      throw new UnavailableException("memory store", new IOException("its process has crashed"));
    }
    if (failures > 0) {
      failures--;
      throw new UnavailableException("memory store", new IOException("made to fail"));
    }
    for (Change change : batch.changes()) {
      switch (change) {
        case Change.Put(var table, var key, var value) -> rows(table).put(key, value);
        case Change.Delete(var table, var key) -> rows(table).remove(key);
        case Change.DeleteAll(var table, var prefix) ->
            rows(table).keySet().removeIf(key -> startsWith(key, prefix));
      }
    }
  }

  @Override
  public void scrub() {
    // what is removed from a map is gone
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private NavigableMap<Bytes, Bytes> rows(Table table) {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    return tables.computeIfAbsent(table, name -> new TreeMap<>());
  }

  private static boolean startsWith(Bytes key, Bytes prefix) {
    return key.size() >= prefix.size() && key.slice(0, prefix.size()).equals(prefix);
  }
}

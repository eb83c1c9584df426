package dev.coterie.client.group;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What an engine looks up in its own history: a store may hold more than memory should. Rows that
/// were written lately are answered from here, since their batch may not be durable yet.
final class Memory {
  private static final int RECENT = 4_096;

  private record Name(Table table, Bytes key) {}

  /// Drops the eldest beyond the bound.
  @SuppressWarnings("serial") // never serialized
  private static final class Recent extends LinkedHashMap<Name, Bytes> {
    @Override
    protected boolean removeEldestEntry(Map.@Nullable Entry<Name, Bytes> eldest) {
      return size() > RECENT;
    }
  }

  private final BiFunction<Table, Bytes, Optional<Bytes>> stored;
  private final Recent recent = new Recent();

  Memory(BiFunction<Table, Bytes, Optional<Bytes>> stored) {
    this.stored = stored;
  }

  Optional<Bytes> get(Table table, Bytes key) {
    Bytes late = recent.get(new Name(table, key));
    return late != null ? Optional.of(late) : stored.apply(table, key);
  }

  void put(Batch batch, Table table, Bytes key, Bytes value) {
    recent.put(new Name(table, key), value);
    batch.put(table, key, value);
  }
}

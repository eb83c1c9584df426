package dev.coterie.store.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// What a client store was told and has acknowledged.
final class RowLedger {
  private static final Table[] TABLES = {Table.MLS, Table.MESSAGE, Table.OUTBOX};
  private static final Bytes COUNTER = Bytes.ofUtf8("counter");

  private NavigableMap<Bytes, Bytes> acknowledged = new TreeMap<>();
  private Optional<NavigableMap<Bytes, Bytes>> underWay = Optional.empty();
  private long reserved;
  private int batches;

  /// Random transactions, each with a reservation that grows.
  void write(ClientStore store, Random random, int count) {
    for (int i = 0; i < count; i++) {
      var next = new TreeMap<>(acknowledged);
      var batch = new Batch();
      for (int j = random.nextInt(6); j >= 0; j--) {
        change(random, batch, next);
      }
      long upTo = reserved + 1 + random.nextInt(64);
      Bytes value = new WireWriter().uint64(upTo).toBytes();
      batch.put(Table.MEDIA_RESERVATION, COUNTER, value);
      next.put(place(Table.MEDIA_RESERVATION, COUNTER), value);
      underWay = Optional.of(next);
      store.apply(batch);
      acknowledged = next;
      underWay = Optional.empty();
      reserved = upTo; // from here on keys below it are in use
      batches++;
      if (random.nextInt(6) == 0) {
        store.scrub();
      }
    }
  }

  private static void change(Random random, Batch batch, NavigableMap<Bytes, Bytes> next) {
    Table table = TABLES[random.nextInt(TABLES.length)];
    Bytes key = Bytes.of(random.nextInt(4), random.nextInt(6));
    switch (random.nextInt(6)) {
      case 0 -> {
        batch.delete(table, key);
        next.remove(place(table, key));
      }
      case 1 -> {
        Bytes prefix = key.slice(0, 1);
        Bytes range = place(table, prefix);
        batch.deleteAll(table, prefix);
        next.keySet().removeIf(each -> each.slice(0, 2).equals(range));
      }
      default -> {
        byte[] octets = new byte[random.nextInt(8) == 0 ? 9_000 : random.nextInt(300)];
        random.nextBytes(octets);
        batch.put(table, key, Bytes.copyOf(octets));
        next.put(place(table, key), Bytes.copyOf(octets));
      }
    }
  }

  private static Bytes place(Table table, Bytes key) {
    return Bytes.concat(Bytes.of(table.code()), key);
  }

  /// After the power came back: everything acknowledged is there, and of what was under way all or
  /// nothing.
  void check(ClientStore store) {
    var found = new TreeMap<Bytes, Bytes>();
    for (Table table : Table.values()) {
      for (Row row : store.scan(table, Bytes.EMPTY, Bytes.EMPTY, 10_000)) {
        found.put(place(table, row.key()), row.value());
      }
    }
    if (underWay.filter(found::equals).isPresent()) {
      acknowledged = found;
    }
    underWay = Optional.empty();
    assertThat(found).as("what was acknowledged, and nothing half").isEqualTo(acknowledged);
    long counter =
        store
            .get(Table.MEDIA_RESERVATION, COUNTER)
            .map(row -> new WireReader(row).uint64("counter"))
            .orElse(0L);
    assertThat(counter).as("the reservation").isGreaterThanOrEqualTo(reserved);
    reserved = counter;
  }

  /// How many transactions were acknowledged.
  int batches() {
    return batches;
  }
}

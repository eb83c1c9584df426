package dev.coterie.client;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.StoredForm;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of a client's key packages, and the counters beside them.
final class ShelfRows {
  private static final int PAGE = 512;
  private static final Bytes COUNTERS = Bytes.ofUtf8("key-packages");

  private final ClientStore store;

  ShelfRows(ClientStore store) {
    this.store = store;
  }

  /// A private half and where it stands.
  ///
  /// @param reference what a welcome calls the package
  record Entry(Bytes reference, ShelfRow row) {}

  /// What is counted for ever.
  ///
  /// ```
  /// uint8 format = 1; uint64 last_resort_uses; uint64 last_resort_reuses;
  /// ```
  record Counters(long lastResortUses, long lastResortReuses) {
    static final Codec<Counters> CODEC =
        StoredForm.of(
            in -> {
              if (in.uint8("format") != 1) {
                throw in.malformed("format", "only format 1 is known");
              }
              return new Counters(in.uint64("uses"), in.uint64("reuses"));
            },
            (value, out) ->
                out.uint8(1).uint64(value.lastResortUses).uint64(value.lastResortReuses));
  }

  Optional<Entry> find(Bytes reference) {
    return store
        .get(Table.KEY_PACKAGE, reference)
        .map(row -> new Entry(reference.detached(), ShelfRow.CODEC.decode(row)));
  }

  List<Entry> all() {
    var entries = new ArrayList<Entry>();
    Bytes after = Bytes.EMPTY;
    while (true) {
      List<Row> page = store.scan(Table.KEY_PACKAGE, Bytes.EMPTY, after, PAGE);
      page.forEach(row -> entries.add(new Entry(row.key(), ShelfRow.CODEC.decode(row.value()))));
      if (page.size() < PAGE) {
        return entries;
      }
      after = page.getLast().key();
    }
  }

  static void put(Batch batch, Bytes reference, ShelfRow row) {
    batch.put(Table.KEY_PACKAGE, reference, ShelfRow.CODEC.encode(row));
  }

  Counters counters() {
    return store
        .get(Table.PROFILE, COUNTERS)
        .map(Counters.CODEC::decode)
        .orElseGet(() -> new Counters(0, 0));
  }

  static void put(Batch batch, Counters counters) {
    batch.put(Table.PROFILE, COUNTERS, Counters.CODEC.encode(counters));
  }

  KeyPackageFigures figures() {
    int oneTime = 0;
    int unpublished = 0;
    int lastResorts = 0;
    int retired = 0;
    for (Entry entry : all()) {
      switch (entry.row().stage()) {
        case MADE -> unpublished++;
        case RETIRED -> retired++;
        case PUBLISHED -> {
          switch (entry.row().use()) {
            case ONE_TIME -> oneTime++;
            case LAST_RESORT -> lastResorts++;
          }
        }
      }
    }
    Counters counters = counters();
    return new KeyPackageFigures(
        oneTime,
        unpublished,
        lastResorts,
        retired,
        counters.lastResortUses(),
        counters.lastResortReuses());
  }
}

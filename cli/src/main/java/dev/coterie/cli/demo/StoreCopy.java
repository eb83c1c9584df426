package dev.coterie.cli.demo;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Keeps what a client has while it runs: what a member could do who means to go on reading after
/// its removal.
final class StoreCopy {
  private static final int PAGE = 512;

  private StoreCopy() {}

  /// Copies every row to a new store, with a key file of its own. Nothing of the group should be
  /// under way.
  static void keep(ClientStore store, Path folder) throws IOException {
    Files.createDirectories(folder);
    var key = DemoMember.keyFile(folder);
    Unlock.KeyFile.create(key, RandomSource.system());
    var all = new Batch();
    for (Table table : Table.values()) {
      Bytes after = Bytes.EMPTY;
      List<Row> page;
      do {
        page = store.scan(table, Bytes.EMPTY, after, PAGE);
        for (Row row : page) {
          all.put(table, row.key(), row.value());
          after = row.key();
        }
      } while (page.size() == PAGE);
    }
    try (var copy = SqliteClientStore.open(DemoMember.database(folder), new Unlock.KeyFile(key))) {
      copy.apply(all);
    }
  }
}

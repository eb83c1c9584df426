package dev.coterie.client.group;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.message.GroupId;
import java.util.Optional;

/// The hashes of the records that we read last: what others' log positions are compared with.
///
/// @param group whose log it is
/// @param memory where they are kept
record LogHashes(GroupId group, Memory memory) {
  private static final long KEPT = 65_536;

  Optional<Bytes> at(long sequence) {
    return memory.get(Table.LOG_HASH, GroupKeys.of(group, sequence));
  }

  void read(LogRecord record, Batch batch) {
    memory.put(batch, Table.LOG_HASH, GroupKeys.of(group, record.sequence()), record.hash());
    if (record.sequence() > KEPT) {
      batch.delete(Table.LOG_HASH, GroupKeys.of(group, record.sequence() - KEPT));
    }
  }
}

package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/// What the hub said about places in the log that we had not read yet: its word is held against it.
final class Promises {
  private static final int KEPT = 4_096;

  private final TreeMap<Long, Bytes> ahead = new TreeMap<>();
  private final LongFunction<Optional<Bytes>> read;

  Promises(LongFunction<Optional<Bytes>> read) {
    this.read = read;
  }

  /// Notes an answer. False if we have read another record at that place.
  boolean hear(LogMark mark, long readUpTo) {
    if (mark.sequence() <= readUpTo) {
      return read.apply(mark.sequence()).map(mark.hash()::equals).orElse(true);
    }
    if (ahead.size() < KEPT) {
      ahead.put(mark.sequence(), mark.hash());
    }
    return true;
  }

  boolean keeps(LogRecord record) {
    Bytes said = ahead.get(record.sequence());
    ahead.headMap(record.sequence(), true).clear();
    return said == null || said.equals(record.hash());
  }
}

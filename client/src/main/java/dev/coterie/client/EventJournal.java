package dev.coterie.client;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.EventCodec;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Makes batches durable together with the events that they make true, and lets listeners read the
/// events by number. The only writer of a client's store, but for contacts and the identity.
final class EventJournal {
  /// An event and its number.
  record Entry(long number, ClientEvent event) {}

  private static final int PAGE = 128;

  private final ClientStore store;
  private final int kept;
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition more = turn.newCondition();
  private long last;

  EventJournal(ClientStore store, int kept) {
    this.store = store;
    this.kept = kept;
    this.last = store.last(Table.EVENT, Bytes.EMPTY).map(row -> number(row.key())).orElse(0L);
  }

  /// Writes all of it, or nothing. When it returns, the events can be heard.
  void commit(Batch batch, List<ClientEvent> events) {
    commit(batch, events, () -> {});
  }

  /// The same, with what must be in place once the batch is durable and before anybody hears of it.
  ///
  /// @param before short, and does not come back here
  void commit(Batch batch, List<ClientEvent> events, Runnable before) {
    if (batch.isEmpty() && events.isEmpty()) {
      return;
    }
    turn.lock();
    try {
      long next = last;
      for (ClientEvent event : events) {
        next++;
        batch.put(Table.EVENT, key(next), EventCodec.CODEC.encode(event));
        if (next > kept) {
          batch.delete(Table.EVENT, key(next - kept));
        }
      }
      store.apply(batch);
      before.run();
      last = next;
      if (!events.isEmpty()) {
        more.signalAll();
      }
    } finally {
      turn.unlock();
    }
  }

  long last() {
    turn.lock();
    try {
      return last;
    } finally {
      turn.unlock();
    }
  }

  /// The next events after a number, in order: waits for one, and gives an empty list after a
  /// second.
  List<Entry> after(long number) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      long left = TimeUnit.SECONDS.toNanos(1);
      while (last <= number && left > 0) {
        left = more.awaitNanos(left);
      }
      if (last <= number) {
        return List.of();
      }
    } finally {
      turn.unlock();
    }
    var entries = new ArrayList<Entry>();
    for (Row row : store.scan(Table.EVENT, Bytes.EMPTY, key(number), PAGE)) {
      entries.add(new Entry(number(row.key()), EventCodec.CODEC.decode(row.value())));
    }
    return entries;
  }

  private static Bytes key(long number) {
    return new WireWriter().uint64(number).toBytes();
  }

  private static long number(Bytes key) {
    return new WireReader(key).uint64("number");
  }
}

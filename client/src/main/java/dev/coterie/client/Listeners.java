package dev.coterie.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The threads that tell listeners. Each reads the journal at its own pace.
final class Listeners implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

  private final EventJournal journal;
  private final Set<Delivering> all = ConcurrentHashMap.newKeySet();

  Listeners(EventJournal journal) {
    this.journal = journal;
  }

  Subscription add(long after, EventListener listener) {
    var delivering = new Delivering(after, listener);
    all.add(delivering);
    delivering.thread.start();
    return delivering;
  }

  private final class Delivering implements Subscription {
    private final EventListener listener;
    private final Thread thread;
    private long at;
    private volatile boolean closed;

    Delivering(long after, EventListener listener) {
      this.at = after;
      this.listener = listener;
      this.thread = Thread.ofVirtual().name("listener").unstarted(this::run);
    }

    private void run() {
      while (!closed) {
        List<EventJournal.Entry> entries;
        try {
          entries = journal.after(at);
        } catch (InterruptedException _) {
          return;
        } catch (IllegalStateException e) {
          LOG.log(System.Logger.Level.DEBUG, "delivery ends", e);
          return;
        }
        entries.forEach(this::tell);
      }
    }

    private void tell(EventJournal.Entry entry) {
      if (closed) {
        return;
      }
      at = entry.number();
      try {
        listener.on(entry.number(), entry.event());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a listener failed", e);
      }
    }

    @Override
    public void close() {
      closed = true;
      all.remove(this);
    }
  }

  @Override
  public void close() {
    for (Delivering each : List.copyOf(all)) {
      each.close();
    }
  }
}

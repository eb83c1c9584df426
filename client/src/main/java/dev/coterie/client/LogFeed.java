package dev.coterie.client;

import dev.coterie.client.group.Input;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.message.GroupId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one group's log in order, from the cursor on. What arrives live is taken if it is the next
/// record, and is a hint to read otherwise; the log is the truth.
final class LogFeed implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LogFeed.class.getName());
  private static final int PAGE_BYTES = 1 << 20;
  private static final int ARRIVALS = 256;
  private static final long LOOK_AGAIN_MS = 30_000;
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final HubGroupId group;
  private final HubLink link;
  private final Consumer<Input> inputs;
  private final Thread thread;
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition news = turn.newCondition();
  private final Deque<LogRecord> arrivals = new ArrayDeque<>();
  private boolean dirty = true;
  private boolean started;
  private long next;

  LogFeed(GroupId id, HubLink link, Consumer<Input> inputs) {
    this.group = new HubGroupId(id.value());
    this.link = link;
    this.inputs = inputs;
    this.thread = Thread.ofVirtual().name("feed " + id).unstarted(this::run);
  }

  void start(long from) {
    turn.lock();
    try {
      next = from;
      if (!started) {
        started = true;
        thread.start();
      }
    } finally {
      turn.unlock();
    }
  }

  /// Goes back to a place in the log.
  void restart(long from) {
    turn.lock();
    try {
      next = from;
      arrivals.clear();
      dirty = true;
      news.signal();
    } finally {
      turn.unlock();
    }
  }

  /// A record arrived live. Never waits.
  void arrived(LogRecord record) {
    turn.lock();
    try {
      if (arrivals.size() < ARRIVALS) {
        arrivals.add(record);
      } else {
        arrivals.clear();
        dirty = true;
      }
      news.signal();
    } finally {
      turn.unlock();
    }
  }

  /// There is something to read.
  void look() {
    turn.lock();
    try {
      dirty = true;
      news.signal();
    } finally {
      turn.unlock();
    }
  }

  private void run() {
    try {
      long pause = 0;
      while (true) {
        if (pause > 0) {
          Thread.sleep(pause);
        }
        pause = advance() ? 0 : Math.clamp(pause * 2, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "feed ends", e);
    }
  }

  private boolean advance() throws InterruptedException {
    @Nullable LogRecord live = awaitNews();
    if (live != null) {
      pass(live, Input.Reach.HEAD);
      return true;
    }
    try {
      read();
      return true;
    } catch (RefusedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the log is closed to us", e);
      inputs.accept(new Input.OffRoster());
      return true;
    } catch (UnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "the hub did not answer", e);
      look();
      return false;
    }
  }

  /// The next record, if it has arrived live; nothing if the log is to be read.
  private @Nullable LogRecord awaitNews() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS);
      while (!dirty && arrivals.isEmpty() && left > 0) {
        left = news.awaitNanos(left);
      }
      while (!dirty && !arrivals.isEmpty()) {
        LogRecord first = arrivals.removeFirst();
        if (first.sequence() == next) {
          return first;
        }
        dirty = first.sequence() > next;
      }
      return null;
    } finally {
      turn.unlock();
    }
  }

  private void read() {
    long from;
    turn.lock();
    try {
      dirty = false;
      from = next;
    } finally {
      turn.unlock();
    }
    LogPage page = link.readLog(group, from, PAGE_BYTES);
    boolean whole = page.reachesHead();
    long expected = from;
    for (LogRecord record : page.records()) {
      if (record.sequence() != expected) {
        inputs.accept(new Input.Gap(record));
        return;
      }
      expected++;
      boolean newest = whole && record.sequence() == page.head().sequence();
      pass(record, newest ? Input.Reach.HEAD : Input.Reach.MORE);
    }
    if (page.standing() == LogPage.Standing.REMOVED && whole) {
      inputs.accept(new Input.OffRoster());
    } else if (page.records().isEmpty()) {
      inputs.accept(new Input.AtHead());
    }
    if (!whole) {
      look();
    }
  }

  private void pass(LogRecord record, Input.Reach reach) {
    inputs.accept(new Input.Read(record, reach));
    turn.lock();
    try {
      if (record.sequence() == next) {
        next++;
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

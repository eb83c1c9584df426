package dev.coterie.client;

import dev.coterie.codec.CoterieException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a client does at the hub besides its groups: fetches mail, keeps key packages in stock, and
/// goes on with what takes the place of a group that nobody can follow. One thread; when the hub
/// does not answer it tries again.
final class Caretaker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Caretaker.class.getName());
  private static final long LOOK_AGAIN_MS = 60_000;
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 10_000;

  private final Doorkeeper doorkeeper;
  private final Replacements replacements;
  private final Thread thread;
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition news = turn.newCondition();
  private boolean dirty = true;

  Caretaker(Doorkeeper doorkeeper, Replacements replacements) {
    this.doorkeeper = doorkeeper;
    this.replacements = replacements;
    this.thread = Thread.ofVirtual().name("caretaker").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// There may be something to do.
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
        Thread.sleep(pause);
        awaitNews();
        pause = work() ? 0 : Math.clamp(pause * 2, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitNews() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS);
      while (!dirty && left > 0) {
        left = news.awaitNanos(left);
      }
      dirty = false;
    } finally {
      turn.unlock();
    }
  }

  private boolean work() {
    try {
      doorkeeper.tidy();
      doorkeeper.fetch();
      doorkeeper.stockUp();
      doorkeeper.reconsider();
      replacements.work();
      return true;
    } catch (CoterieException | IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "mail and key packages are tried again", e);
      look();
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

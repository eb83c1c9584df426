package dev.coterie.store.hub;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.HubRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one thread that writes. Jobs come from any thread through a bounded queue, share
/// transactions, and are answered in order after the commit.
final class Writer implements AutoCloseable {
  private static final int QUEUE = 1_024;
  private static final int BATCH = 256;
  private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long PATIENCE_SECONDS = 5;

  private final Db db;
  private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean ended;
  private volatile @Nullable Throwable broken;

  Writer(Db db) {
    this.db = db;
    this.thread = Thread.ofPlatform().name("coterie-hub-writer").unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /// Runs a job, and after its commit tells what it did, before the caller and in the order of the
  /// log.
  <T> T run(Job<T> job, Consumer<T> committed) {
    var pending = new Pending<>(job, committed, new CompletableFuture<>());
    try {
      if (closing || broken != null) {
        throw unavailable(broken);
      }
      if (!queue.offer(pending, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new RefusedException(HubRule.BUSY, "the queue of writes is full");
      }
      if (ended && queue.remove(pending)) { // it came too late to be failed with the others
        throw unavailable(broken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the hub's database", e);
    }
    return Futures.await(pending.done);
  }

  @Override
  public void close() {
    closing = true;
    Threads.joinWithoutInterrupts(thread);
  }

  private void loop() {
    while (broken == null) {
      var first = next();
      if (first == null) {
        break;
      }
      runBatch(batch(first));
    }
    ended = true;
    for (var left = queue.poll(); left != null; left = queue.poll()) {
      left.done.completeExceptionally(unavailable(broken));
    }
  }

  private @Nullable Pending<?> next() {
    while (true) {
      try {
        var first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first != null || closing) {
          return first;
        }
      } catch (InterruptedException _) {
        closing = true;
      }
    }
  }

  private List<Pending<?>> batch(Pending<?> first) {
    var batch = new ArrayList<Pending<?>>();
    batch.add(first);
    queue.drainTo(batch, BATCH - 1);
    return batch;
  }

  private void runBatch(List<Pending<?>> batch) {
    int done = 0;
    while (done < batch.size() && broken == null) {
      int from = done;
      var left = batch.subList(from, batch.size());
      if (!begin(left)) {
        return;
      }
      try {
        long until = System.nanoTime() + BATCH_NANOS;
        while (done < batch.size() && (done == from || System.nanoTime() - until < 0)) {
          batch.get(done).work(db);
          done++;
        }
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        fail(left, e);
        return;
      }
      try {
        db.execute("COMMIT");
      } catch (SQLException e) {
        broken = e; // what is on disk is unknown: nothing more until the file was opened again
        rollBack(e);
        fail(left, e);
        return;
      }
      batch.subList(from, done).forEach(Pending::answer);
    }
  }

  private boolean begin(List<Pending<?>> jobs) {
    try {
      db.execute("BEGIN IMMEDIATE");
      return true;
    } catch (SQLException e) {
      fail(jobs, e);
      return false;
    }
  }

  private static void fail(List<Pending<?>> jobs, Exception cause) {
    jobs.forEach(job -> job.done.completeExceptionally(unavailable(cause)));
  }

  private void rollBack(Exception cause) {
    try {
      db.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
      broken = cause;
    }
  }

  private static UnavailableException unavailable(@Nullable Throwable cause) {
    return new UnavailableException(
        "the hub's database", cause == null ? new IllegalStateException("closed") : cause);
  }

  private static final class Pending<T> {
    private final Job<T> job;
    private final Consumer<T> committed;
    private final CompletableFuture<T> done;
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    Pending(Job<T> job, Consumer<T> committed, CompletableFuture<T> done) {
      this.job = job;
      this.committed = committed;
      this.done = done;
    }

    void work(Db db) throws SQLException {
      db.update("SAVEPOINT job");
      try {
        result = job.run(db);
      } catch (
          RuntimeException e) { // refused, or our own bug: of no concern to the rest of the batch
        db.update("ROLLBACK TO job");
        failure = e;
      }
      db.update("RELEASE job");
    }

    void answer() {
      var value = result;
      if (value == null) {
        done.completeExceptionally(
            failure == null ? new IllegalStateException("a job without result") : failure);
      } else {
        committed.accept(value);
        done.complete(value);
      }
    }
  }
}

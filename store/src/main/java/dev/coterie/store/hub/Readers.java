package dev.coterie.store.hub;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.HubRule;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Reads, each in a snapshot of its own, on a few threads that may block in the database.
final class Readers implements AutoCloseable {
  private static final int THREADS = 3;
  private static final int QUEUE = 4_096;

  private final BlockingQueue<Db> idle = new ArrayBlockingQueue<>(THREADS);
  private final List<Db> all = new ArrayList<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          Thread.ofPlatform().name("coterie-hub-reader-", 0).daemon().factory());

  static Readers open(Path file) throws SQLException {
    var readers = new Readers();
    try {
      for (int i = 0; i < THREADS; i++) {
        var db = Db.open(file);
        readers.all.add(db);
        db.execute("PRAGMA query_only = ON");
        readers.idle.add(db);
      }
      return readers;
    } catch (SQLException e) {
      readers.close();
      throw e;
    }
  }

  <T> T run(Job<T> job) {
    var task = new FutureTask<>(() -> inSnapshot(job));
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      if (threads.isShutdown()) {
        throw new UnavailableException("the hub's database", e);
      }
      throw new RefusedException(HubRule.BUSY, "the queue of reads is full");
    }
    return Futures.await(task);
  }

  private <T> T inSnapshot(Job<T> job) throws SQLException, InterruptedException {
    var db = idle.take();
    try {
      db.execute("BEGIN");
      try {
        return job.run(db);
      } finally {
        db.execute("ROLLBACK");
      }
    } finally {
      idle.add(db);
    }
  }

  @Override
  public void close() throws SQLException {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    for (var db : all) {
      db.close();
    }
  }
}

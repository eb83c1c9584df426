package dev.coterie.mls.planted;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Planted: a core that helps itself to time, randomness, threads and files.
public final class ReadsTheClock {
  private ReadsTheClock() {}

  static long read(Path path, Executor executor) {
    CompletableFuture.runAsync(() -> {}, executor).join();
    CompletableFuture.supplyAsync(() -> "on a thread of the platform").join();
    Thread.startVirtualThread(() -> {});
    long files = Files.exists(path) ? 1 : 0;
    return Instant.now().toEpochMilli()
        + System.nanoTime()
        + new Random().nextInt()
        + new SecureRandom().nextInt()
        + files;
  }
}

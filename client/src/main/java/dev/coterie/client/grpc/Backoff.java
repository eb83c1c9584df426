package dev.coterie.client.grpc;

import dev.coterie.crypto.RandomSource;

/// Pauses that double, each cut short by chance, so that clients of a hub that comes back do not
/// come all at once.
final class Backoff {
  private final LinkTimes times;
  private final RandomSource random;
  private long nextMillis;

  Backoff(LinkTimes times, RandomSource random) {
    this.times = times;
    this.random = random;
    this.nextMillis = times.firstRetry().toMillis();
  }

  void reset() {
    nextMillis = times.firstRetry().toMillis();
  }

  /// Sleeps, but not past a moment of [System#nanoTime].
  void pause(long untilNanos) throws InterruptedException {
    long millis = Math.max(1, nextMillis / 2 + nextMillis * random.bytes(1).at(0) / 512);
    long left = Math.max(0, (untilNanos - System.nanoTime()) / 1_000_000);
    Thread.sleep(Math.min(millis, left));
    nextMillis = Math.min(times.longestRetry().toMillis(), nextMillis * 2);
  }
}

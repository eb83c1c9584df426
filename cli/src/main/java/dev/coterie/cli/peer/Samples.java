package dev.coterie.cli.peer;

import dev.coterie.vectors.Json;
import java.util.Arrays;
import java.util.function.Supplier;

/// Timings of one operation, in nanoseconds of a monotonic clock.
final class Samples {
  private long[] taken = new long[64];
  private int count;

  /// Times one step.
  <T> T time(Supplier<T> step) {
    long begun = System.nanoTime();
    T made = step.get();
    add(System.nanoTime() - begun);
    return made;
  }

  /// Times one step that makes nothing.
  void time(Runnable step) {
    long begun = System.nanoTime();
    step.run();
    add(System.nanoTime() - begun);
  }

  private void add(long nanoseconds) {
    if (count == taken.length) {
      taken = Arrays.copyOf(taken, 2 * count);
    }
    taken[count++] = nanoseconds;
  }

  /// Whether nothing was timed.
  boolean isEmpty() {
    return count == 0;
  }

  /// The middle one.
  long median() {
    return sorted()[count / 2];
  }

  /// Median and the rest, into a reply.
  void report(Json.Builder reply, int bytes) {
    long[] sorted = sorted();
    reply
        .with("ns_per_op", sorted[count / 2])
        .with("mean_ns", Math.round(Arrays.stream(sorted).average().orElse(0)))
        .with("min_ns", sorted[0])
        .with("max_ns", sorted[count - 1])
        .with("iterations", count)
        .with("bytes", bytes);
  }

  private long[] sorted() {
    long[] sorted = Arrays.copyOf(taken, count);
    Arrays.sort(sorted);
    return sorted;
  }
}

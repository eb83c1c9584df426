package dev.coterie.gap.jitter;

import java.util.Arrays;

/// How long packets have to wait so that nearly all of them are there when their turn comes. A
/// packet's transit is its arrival minus its timestamp, by two clocks that nobody compared: only
/// differences matter. The *floor* is the shortest transit of the last 5 to 10 s, which follows
/// clocks that drift; what a packet took beyond it goes into a histogram of the last 256.
final class DelayEstimate {
  /// Ticks of a bin: 5 ms.
  static final long BIN = 240;

  /// The longest delay that is asked for: 400 ms.
  static final long MAX = 400 * Ticks.SECOND / 1000;

  private static final int BINS = 200;
  private static final int HISTORY = 256;
  private static final long WINDOW = 5 * Ticks.SECOND;

  /// Until so many packets came, not less than [#FIRST] is asked for.
  private static final int FEW = 25;

  private static final long FIRST = 2 * Ticks.SLOT;

  /// One packet of so many may be later, but one in any case: a single one says little.
  private static final int HUNDRED = 100;

  private final int[] bins = new int[BINS];
  private final short[] history = new short[HISTORY];
  private int at;
  private int size;
  private long current = Long.MAX_VALUE;
  private long previous = Long.MAX_VALUE;
  private long windowStart;
  private long target = FIRST;

  /// Forgets everything.
  void reset() {
    Arrays.fill(bins, 0);
    at = 0;
    size = 0;
    current = Long.MAX_VALUE;
    previous = Long.MAX_VALUE;
    target = FIRST;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// The shortest transit of late.
  long floor() {
    return Math.min(current, previous);
  }

  /// How long a packet with the shortest transit has to wait.
  long target() {
    return target;
  }

  void arrived(long timestamp, long arrival) {
    if (size == 0) {
      windowStart = arrival;
    } else if (arrival - windowStart >= WINDOW) {
      previous = arrival - windowStart < 2 * WINDOW ? current : Long.MAX_VALUE;
      current = Long.MAX_VALUE;
      windowStart = arrival;
    }
    long transit = arrival - timestamp;
    current = Math.min(current, transit);
    record((short) Math.min(BINS - 1, (transit - floor()) / BIN));
    target = Math.clamp(quantile(), size < FEW ? FIRST : Ticks.SLOT, MAX);
  }

  private void record(short bin) {
    if (size == HISTORY) {
      bins[history[at]]--;
    } else {
      size++;
    }
    history[at] = bin;
    bins[bin]++;
    at = (at + 1) % HISTORY;
  }

  private long quantile() {
    int enough = size < FEW ? size : size - Math.max(1, size / HUNDRED);
    int sum = 0;
    int bin = 0;
    while (sum < enough) {
      sum += bins[bin];
      bin++;
    }
    return bin * BIN;
  }
}

package dev.coterie.hubapi.media;

import java.util.concurrent.atomic.AtomicLong;

/// Octets that may wait for all readers together, beyond a small share that each of them has for
/// itself: so those who do not read cannot take it from those who do.
final class MediaBudget {
  /// What each reader may have waiting, whatever the others do.
  static final int SHARE = 16 << 10;

  private final long total;
  private final AtomicLong used = new AtomicLong();

  MediaBudget(long total) {
    this.total = total;
  }

  /// A queue grows or shrinks.
  ///
  /// @return false if there is no room for it to grow
  boolean move(int from, int to) {
    long more = charged(to) - charged(from);
    if (used.addAndGet(more) > total && more > 0) {
      used.addAndGet(-more);
      return false;
    }
    return true;
  }

  long used() {
    return used.get();
  }

  private static long charged(int octets) {
    return Math.max(0, octets - SHARE);
  }
}

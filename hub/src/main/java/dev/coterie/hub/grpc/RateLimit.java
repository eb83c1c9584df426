package dev.coterie.hub.grpc;

import java.util.function.LongSupplier;

/// So many calls a second, twice as many in a burst.
final class RateLimit {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private double tokens;
  private long last;

  RateLimit(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.tokens = 2.0 * perSecond;
    this.last = nanoTime.getAsLong();
  }

  synchronized boolean allows() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(2 * perSecond, tokens + (now - last) * perSecond / NANOS);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}

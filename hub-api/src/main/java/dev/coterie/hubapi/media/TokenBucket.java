package dev.coterie.hubapi.media;

/// So many a second, twice as many in a burst. Guarded by its owner.
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private double tokens;
  private long last;

  TokenBucket(int perSecond, long nanos) {
    this.perSecond = perSecond;
    this.tokens = 2.0 * perSecond;
    this.last = nanos;
  }

  /// Takes nothing where there is not enough.
  boolean take(int howMany, long nanos) {
    tokens = Math.min(2 * perSecond, tokens + Math.max(0, nanos - last) * perSecond / NANOS);
    last = nanos;
    if (tokens < howMany) {
      return false;
    }
    tokens -= howMany;
    return true;
  }
}

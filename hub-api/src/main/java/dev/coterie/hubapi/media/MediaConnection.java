package dev.coterie.hubapi.media;

import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.MediaLimits;

/// One connection on which an identity was proved, and what it has used up. Thread-safe.
public final class MediaConnection {
  /// Seconds' worth of frames that may be dropped, more than are taken, before it counts as a
  /// flood.
  private static final int PATIENCE = 10;

  private final Fingerprint owner;
  private final MediaLimits limits;
  private final MediaBudget budget;
  private final TokenBucket frames;
  private final TokenBucket octets;
  private int sessions;
  private long excess;

  /// What becomes of a frame.
  enum Verdict {
    TAKEN,
    DROPPED,
    FLOOD
  }

  /// A new connection.
  ///
  /// @param nanos the time by the clock that [MediaExchange] has
  MediaConnection(Fingerprint owner, MediaLimits limits, MediaBudget budget, long nanos) {
    this.owner = owner;
    this.limits = limits;
    this.budget = budget;
    this.frames = new TokenBucket(limits.framesPerSecond(), nanos);
    this.octets = new TokenBucket(limits.bytesPerSecond(), nanos);
  }

  /// Who proved a key on it.
  public Fingerprint owner() {
    return owner;
  }

  MediaBudget budget() {
    return budget;
  }

  synchronized boolean enter() {
    if (sessions >= limits.sessionsPerConnection()) {
      return false;
    }
    sessions++;
    return true;
  }

  synchronized void leave() {
    sessions--;
  }

  synchronized Verdict admit(int size, long nanos) {
    if (frames.take(1, nanos) && octets.take(size, nanos)) {
      excess = Math.max(0, excess - 1);
      return Verdict.TAKEN;
    }
    excess++;
    if (excess > (long) PATIENCE * limits.framesPerSecond()) {
      excess = 0;
      return Verdict.FLOOD;
    }
    return Verdict.DROPPED;
  }
}

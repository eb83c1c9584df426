package dev.coterie.gap.jitter;

/// Long numbers of a stream whose packets carry only the low 16 bits, as RTP does: the one nearest
/// to the highest that was accepted. RFC 3711 §3.3.1. Estimates first; [#accept] moves, once the
/// packet has proved authentic. Not thread-safe: it has one owner.
public final class ExtendedSequence {
  private static final long ROUND = 1L << 16;

  private long highest;
  private boolean started;

  /// Of a stream of which nothing was heard.
  public ExtendedSequence() {}

  /// The number that a packet most likely has. The first of a stream stands in the second round, so
  /// that those just before it have numbers too.
  ///
  /// @param low its low 16 bits
  public long estimate(int low) {
    if (low < 0 || low >= ROUND) {
      throw new IllegalArgumentException("sequence " + low);
    }
    if (!started) {
      return ROUND + low;
    }
    long same = highest - (highest & (ROUND - 1)) + low;
    long distance = same - highest;
    if (distance > ROUND / 2) {
      return same >= ROUND ? same - ROUND : same;
    }
    return distance < -(ROUND / 2) ? same + ROUND : same;
  }

  /// Says that the packet with an estimated number was authentic.
  public void accept(long number) {
    if (!started || number > highest) {
      started = true;
      highest = number;
    }
  }
}

package dev.coterie.gap.jitter;

import dev.coterie.gap.jitter.Playout.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The packets that wait for their turn, in a ring by number, and which numbers came of late.
final class Waiting {
  /// Where a number stands.
  enum Place {
    /// Inside the ring, and new.
    FREE,
    /// It came before.
    SEEN,
    /// Its turn is over.
    BEHIND,
    /// So far behind that nobody remembers.
    FAR_BEHIND,
    /// Beyond the ring.
    FAR_AHEAD
  }

  private final @Nullable Packet[] ring;
  private final long[] arrivals;
  private final long[] seen;
  private final int maxOctets;
  private long base;
  private long top;
  private int count;
  private int octets;

  /// @param capacity packets, a power of two from 64
  Waiting(int capacity, int maxOctets) {
    this.ring = new @Nullable Packet[capacity];
    this.arrivals = new long[capacity];
    this.seen = new long[2 * capacity / Long.SIZE];
    this.maxOctets = maxOctets;
  }

  /// Empties it and begins with a number.
  void restart(long first) {
    Arrays.fill(ring, null);
    Arrays.fill(seen, 0);
    base = first;
    top = first;
    count = 0;
    octets = 0;
  }

  /// The number whose turn is next.
  long base() {
    return base;
  }

  /// The number after the highest that came.
  long top() {
    return top;
  }

  int count() {
    return count;
  }

  boolean isHalfFull() {
    return count >= ring.length / 2;
  }

  Place place(long sequence) {
    if (sequence >= base) {
      if (sequence - base >= ring.length) {
        return Place.FAR_AHEAD;
      }
      return isSeen(sequence) ? Place.SEEN : Place.FREE;
    }
    if (base - sequence > ring.length) {
      return Place.FAR_BEHIND;
    }
    return isSeen(sequence) ? Place.SEEN : Place.BEHIND;
  }

  boolean hasRoom(int size) {
    return size <= maxOctets - octets;
  }

  /// Takes a packet whose place is free.
  void put(Packet packet, long arrival) {
    ring[index(packet.sequence())] = packet;
    arrivals[index(packet.sequence())] = arrival;
    mark(packet.sequence());
    top = Math.max(top, packet.sequence() + 1);
    count++;
    octets += packet.opus().size();
  }

  /// Remembers a number that came after its turn.
  void mark(long sequence) {
    seen[word(sequence)] |= 1L << sequence;
  }

  /// When a packet came that waits.
  long arrivalOf(Packet waiting) {
    return arrivals[index(waiting.sequence())];
  }

  /// The packet whose turn is next, if it is here.
  @Nullable Packet head() {
    return ring[index(base)];
  }

  /// The first packet that waits.
  @Nullable Packet first() {
    if (count == 0) {
      return null;
    }
    long at = base;
    var packet = ring[index(at)];
    while (packet == null) {
      at++;
      packet = ring[index(at)];
    }
    return packet;
  }

  /// Ends the turn of all numbers before one; what waits of them is gone.
  void advance(long next) {
    if (next - base >= 2L * ring.length) {
      restart(next);
      return;
    }
    while (base < next) {
      int at = index(base);
      var gone = ring[at];
      if (gone != null) {
        ring[at] = null;
        count--;
        octets -= gone.opus().size();
      }
      long entering = base + ring.length;
      seen[word(entering)] &= ~(1L << entering);
      base++;
    }
    top = Math.max(top, base);
  }

  private boolean isSeen(long sequence) {
    return (seen[word(sequence)] & (1L << sequence)) != 0;
  }

  private int index(long sequence) {
    return (int) sequence & (ring.length - 1);
  }

  private int word(long sequence) {
    return (int) (sequence >>> 6) & (seen.length - 1);
  }
}

package dev.coterie.gap.jitter;

import dev.coterie.gap.jitter.Playout.Packet;
import org.jspecify.annotations.Nullable;

/// Sorts packets in: what both buffers do alike. A number far from all others begins the stream
/// anew only when another one near to it follows at once (RFC 3550 §A.1), so that one packet cannot
/// move everything.
final class Intake {
  /// Numbers before the first that came are waited for as well.
  private static final int HEADROOM = 32;

  /// How near the second packet of a new beginning has to be.
  private static final int NEAR = 8;

  /// A number so little above the highest just finds no room, as any other while much waits.
  private static final int CLOSE = 64;

  private static final long LIMIT = 1L << 62;

  final Waiting waiting;
  final Counts counts = new Counts();
  private @Nullable Packet probe;
  private boolean started;
  private boolean fresh = true;

  /// What is missing below was not counted as lost.
  private long countedFrom;

  Intake(int capacity, int maxOctets) {
    this.waiting = new Waiting(capacity, maxOctets);
  }

  /// Whether nothing was handed out since the stream began: what is missing then was not lost.
  boolean isFresh() {
    return fresh;
  }

  /// Whether the packet that came last waits for another one to prove that the stream began anew.
  boolean isProbing() {
    return probe != null;
  }

  /// @param restart called before all that waits is dropped, because the stream began anew
  Placed put(Packet packet, long arrival, Runnable restart) {
    long sequence = packet.sequence();
    if (sequence < 0 || sequence >= LIMIT) {
      return full();
    }
    if (!started) {
      begin(sequence);
    }
    return switch (waiting.place(sequence)) {
      case FREE -> insert(packet, arrival);
      case SEEN -> {
        counts.duplicates++;
        yield Placed.DUPLICATE;
      }
      case BEHIND -> late(sequence);
      case FAR_AHEAD -> findsNoRoom(sequence) ? full() : probe(packet, arrival, restart);
      case FAR_BEHIND -> probe(packet, arrival, restart);
    };
  }

  private boolean findsNoRoom(long sequence) {
    return sequence - waiting.top() < CLOSE || waiting.isHalfFull();
  }

  private void begin(long sequence) {
    started = true;
    fresh = true;
    waiting.restart(Math.min(sequence, Math.max(1, sequence - HEADROOM)));
  }

  private Placed insert(Packet packet, long arrival) {
    if (!waiting.hasRoom(packet.opus().size())) {
      return full();
    }
    if (probe != null) {
      probe = null;
      counts.late++;
    }
    waiting.put(packet, arrival);
    return Placed.WAITING;
  }

  private Placed late(long sequence) {
    waiting.mark(sequence);
    counts.late++;
    if (sequence >= countedFrom) {
      counts.lost = Math.max(0, counts.lost - 1);
    }
    return Placed.LATE;
  }

  private Placed full() {
    counts.overflowed++;
    return Placed.FULL;
  }

  private Placed probe(Packet packet, long arrival, Runnable restart) {
    var before = probe;
    long distance = before == null ? 0 : Math.abs(packet.sequence() - before.sequence());
    if (before == null || distance == 0 || distance > NEAR) {
      if (before != null) {
        counts.late++;
      }
      probe = packet;
      return Placed.WAITING;
    }
    restart.run();
    counts.restarts++;
    probe = null;
    begin(Math.min(packet.sequence(), before.sequence()));
    insert(before, arrival);
    return insert(packet, arrival);
  }

  /// Ends the turn of the numbers before one: nothing of them came.
  ///
  /// @return how many were lost
  long passOver(long next) {
    if (fresh) {
      fresh = false;
      countedFrom = next;
      waiting.advance(next);
      return 0;
    }
    long gap = next - waiting.base();
    counts.lost += gap;
    waiting.advance(next);
    return gap;
  }

  /// Hands the next packet out: its turn is over.
  Packet take(Packet packet) {
    passOver(packet.sequence());
    waiting.advance(packet.sequence() + 1);
    counts.played++;
    return packet;
  }
}

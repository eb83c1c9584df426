package dev.coterie.gap.jitter;

import dev.coterie.gap.jitter.Playout.Packet;
import org.jspecify.annotations.Nullable;

/// Sorts packets in: what both buffers do alike. A number far from all others begins the stream
/// anew only when another one near to it follows (RFC 3550 §A.1), so that one packet cannot move
/// everything.
final class Intake {
  /// Numbers before the first that came are waited for as well.
  private static final int HEADROOM = 32;

  /// How near the second packet of a new beginning has to be.
  private static final int NEAR = 8;

  /// A number so little above the highest just finds no room.
  private static final int CLOSE = 64;

  private static final long LIMIT = 1L << 62;

  final Waiting waiting;
  final Counts counts = new Counts();
  private @Nullable Packet probe;
  private boolean started;
  private boolean fresh = true;

  Intake(int capacity, int maxOctets) {
    this.waiting = new Waiting(capacity, maxOctets);
  }

  /// Whether nothing was handed out since the stream began: what is missing then was not lost.
  boolean isFresh() {
    return fresh;
  }

  /// Whether a packet waits for another one to prove that the stream began anew.
  boolean isProbing() {
    return probe != null;
  }

  /// @param restart called before all that waits is dropped, because the stream began anew
  Placed put(Packet packet, Runnable restart) {
    long sequence = packet.sequence();
    if (sequence < 0 || sequence >= LIMIT) {
      return full();
    }
    if (!started) {
      begin(sequence);
    }
    return switch (waiting.place(sequence)) {
      case FREE -> insert(packet);
      case SEEN -> {
        counts.duplicates++;
        yield Placed.DUPLICATE;
      }
      case BEHIND -> late(sequence);
      case FAR_AHEAD -> sequence - waiting.top() < CLOSE ? full() : probe(packet, restart);
      case FAR_BEHIND -> probe(packet, restart);
    };
  }

  private void begin(long sequence) {
    started = true;
    fresh = true;
    waiting.restart(Math.min(sequence, Math.max(1, sequence - HEADROOM)));
  }

  private Placed insert(Packet packet) {
    if (!waiting.hasRoom(packet.opus().size())) {
      return full();
    }
    waiting.put(packet);
    return Placed.WAITING;
  }

  private Placed late(long sequence) {
    waiting.mark(sequence);
    counts.late++;
    counts.lost = Math.max(0, counts.lost - 1);
    return Placed.LATE;
  }

  private Placed full() {
    counts.overflowed++;
    return Placed.FULL;
  }

  private Placed probe(Packet packet, Runnable restart) {
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
    insert(before);
    return insert(packet);
  }

  /// Ends the turn of the numbers before one: nothing of them came.
  ///
  /// @return how many were lost
  long passOver(long next) {
    long gap = fresh ? 0 : next - waiting.base();
    counts.lost += gap;
    waiting.advance(next);
    fresh = false;
    return gap;
  }

  /// Hands a packet out: its turn is over, and that of all before it.
  Packet take(Packet packet) {
    waiting.advance(packet.sequence() + 1);
    fresh = false;
    counts.played++;
    return packet;
  }
}

package dev.coterie.gap.jitter;

import dev.coterie.gap.jitter.Playout.Lost;
import dev.coterie.gap.jitter.Playout.Packet;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// For a recording: every packet in order, as soon as none is missing before it. What is missing
/// for 2 s after a later packet came is lost. Says nothing about silence: the timestamps do.
public final class RecordBuffer implements JitterBuffer {
  private static final int CAPACITY = 4096;
  private static final int MAX_OCTETS = 1 << 20;
  private static final long PATIENCE = 2 * Ticks.SECOND;

  /// How long the first packet waits for those before it, of which nobody knows whether there are
  /// any.
  private static final long SETTLING = Ticks.SECOND / 5;

  private final Intake intake = new Intake(CAPACITY, MAX_OCTETS);
  private final Waiting waiting = intake.waiting;
  private final Counts counts = intake.counts;

  /// Left from before the stream began anew.
  private final Queue<Packet> before = new ArrayDeque<>();

  /// Of a source of which nothing was heard.
  public RecordBuffer() {}

  @Override
  public Placed put(Packet packet, long arrival) {
    return intake.put(packet, arrival, this::restart);
  }

  private void restart() {
    for (var packet = waiting.first(); packet != null; packet = waiting.first()) {
      intake.passOver(packet.sequence());
      waiting.advance(packet.sequence() + 1);
      if (before.size() < CAPACITY) {
        before.add(packet);
      } else {
        counts.overflowed++;
      }
    }
  }

  @Override
  public void play(long now, Consumer<Playout> out) {
    for (var packet = before.poll(); packet != null; packet = before.poll()) {
      counts.played++;
      out.accept(packet);
    }
    for (var first = waiting.first(); first != null; first = waiting.first()) {
      if (first.sequence() == waiting.base()) {
        out.accept(intake.take(first));
      } else if (now >= givenUpAt(first) || waiting.isHalfFull()) {
        pass(first, out);
      } else {
        return;
      }
    }
  }

  /// When what is missing before the first packet that waits is given up.
  private long givenUpAt(Packet first) {
    return waiting.arrivalOf(first) + (intake.isFresh() ? SETTLING : PATIENCE);
  }

  /// Gives up a packet before one that is here.
  private void pass(Packet here, Consumer<Playout> out) {
    if (intake.isFresh()) {
      intake.passOver(here.sequence());
      return;
    }
    long sequence = waiting.base();
    boolean helps = here.sequence() == sequence + 1;
    intake.passOver(sequence + 1);
    counts.concealed++;
    out.accept(new Lost(sequence, helps ? Optional.of(here.opus()) : Optional.empty()));
  }

  @Override
  public long wakeAt() {
    var first = waiting.first();
    return first == null || first.sequence() == waiting.base() ? Long.MAX_VALUE : givenUpAt(first);
  }

  @Override
  public boolean isIdle() {
    return waiting.count() == 0 && before.isEmpty();
  }

  @Override
  public JitterStatistics statistics() {
    return counts.freeze(waiting.count() + before.size(), 0);
  }
}

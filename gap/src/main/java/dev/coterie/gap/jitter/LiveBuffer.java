package dev.coterie.gap.jitter;

import dev.coterie.gap.jitter.Playout.Lost;
import dev.coterie.gap.jitter.Playout.Packet;
import dev.coterie.gap.jitter.Playout.Silence;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// For a playback clock that asks for 20 ms at a time. Once a voice speaks, its packets have fixed
/// places in time, by their timestamps; a place whose packet is missing is concealed, and a packet
/// that comes after its place is late.
///
/// The delay follows the network ([DelayEstimate]), and is a slot longer while packets get lost, so
/// that the packet after a lost one is there to help. It changes freely while the voice is silent,
/// and by a slot at a time while it speaks, which also makes good for clocks that drift.
public final class LiveBuffer implements JitterBuffer {
  private static final int CAPACITY = 256;
  private static final int MAX_OCTETS = 1 << 17;

  /// Slots that are concealed before a voice that stops without a word counts as silent.
  private static final int MAX_CONCEALED = 3;

  /// A packet of so few octets says that nothing is said from here on (RFC 7587 §3.1.3).
  private static final int QUIET = 2;

  /// A voice may be so much nearer than the delay asks for before it is held back.
  private static final long SLACK = 2 * DelayEstimate.BIN;

  /// A voice may be so much, and a slot, further behind before it catches up.
  private static final long TOLERANCE = DelayEstimate.BIN;

  /// So far behind it drops all at once what it missed.
  private static final long FAR = 10 * Ticks.SLOT;

  /// Slots between two times that a voice which speaks is held back.
  private static final int HOLD_BACK_EVERY = 5;

  /// Slots that a voice is too far behind before it catches up.
  private static final int CATCH_UP_AFTER = 50;

  /// A clock that leaps by more has begun anew.
  private static final long LEAP = 2 * Ticks.SECOND;

  private static final double LOSS_WEIGHT = 1.0 / 128;
  private static final double LOSSY = 0.02;
  private static final double CLEAN = 0.005;

  private final Intake intake = new Intake(CAPACITY, MAX_OCTETS);
  private final Waiting waiting = intake.waiting;
  private final Counts counts = intake.counts;
  private final DelayEstimate estimate = new DelayEstimate();
  private boolean playing;
  private boolean quiet;
  private long position;
  private int concealedInARow;
  private int sinceHeldBack;
  private int behind;
  private double loss;
  private boolean lossy;

  /// Of a source of which nothing was heard.
  public LiveBuffer() {}

  @Override
  public Placed put(Packet packet, long arrival) {
    long restarts = counts.restarts;
    var placed = intake.put(packet, arrival, this::restart);
    if (counts.restarts == restarts && placed == Placed.WAITING && leaps(packet, arrival)) {
      counts.restarts++;
      counts.late += waiting.count() - 1L;
      waiting.restart(packet.sequence());
      waiting.put(packet, arrival);
      begin();
    }
    if ((placed == Placed.WAITING && !intake.isProbing()) || placed == Placed.LATE) {
      estimate.arrived(packet.timestamp(), arrival);
    }
    return placed;
  }

  private boolean leaps(Packet packet, long arrival) {
    return !estimate.isEmpty()
        && !intake.isProbing()
        && Math.abs(arrival - packet.timestamp() - estimate.floor()) > LEAP;
  }

  private void restart() {
    counts.late += waiting.count();
    begin();
  }

  private void begin() {
    estimate.reset();
    playing = false;
  }

  @Override
  public void play(long now, Consumer<Playout> out) {
    out.accept(estimate.isEmpty() ? Silence.INSTANCE : next(now - estimate.floor() - delay()));
  }

  private long delay() {
    return estimate.target() + (lossy ? Ticks.SLOT : 0);
  }

  /// @param due the timestamp of what should be played now
  private Playout next(long due) {
    if (playing && due - position > FAR) {
      playing = false;
    }
    return playing ? goOn(due) : start(due);
  }

  private Playout start(long due) {
    var first = waiting.first();
    while (first != null && due - first.timestamp() > Ticks.SLOT + TOLERANCE) {
      first = overtake(first);
    }
    if (first == null || first.timestamp() > due) {
      return Silence.INSTANCE;
    }
    playing = true;
    behind = 0;
    sinceHeldBack = HOLD_BACK_EVERY;
    return take(first);
  }

  private Playout goOn(long due) {
    sinceHeldBack++;
    boolean catchUp = isBehind(due);
    while (true) {
      var first = waiting.first();
      if (first == null) {
        return dry(due);
      }
      if (first.timestamp() <= position - Ticks.SLOT) {
        overtake(first);
      } else if (first.timestamp() < position + Ticks.SLOT) {
        if (due - position < -SLACK && sinceHeldBack > HOLD_BACK_EVERY) {
          return holdBack();
        }
        if (!catchUp) {
          return take(first);
        }
        catchUp = false;
        skip(first);
      } else if (first.sequence() == waiting.base()) {
        playing = false;
        return Silence.INSTANCE;
      } else if (due - position < -SLACK) {
        return holdBack();
      } else if (catchUp) {
        catchUp = false;
        passOver(waiting.base() + 1);
        position += Ticks.SLOT;
      } else {
        return lost(first);
      }
    }
  }

  private boolean isBehind(long due) {
    behind = due - position > Ticks.SLOT + TOLERANCE ? behind + 1 : 0;
    if (behind < CATCH_UP_AFTER) {
      return false;
    }
    behind = 0;
    return true;
  }

  private Packet take(Packet packet) {
    passOver(packet.sequence());
    intake.take(packet);
    heard(0);
    position = packet.timestamp() + Ticks.SLOT;
    quiet = packet.opus().size() <= QUIET;
    concealedInARow = 0;
    return packet;
  }

  private void skip(Packet packet) {
    passOver(packet.sequence());
    waiting.advance(packet.sequence() + 1);
    counts.skipped++;
    position = packet.timestamp() + Ticks.SLOT;
  }

  private @Nullable Packet overtake(Packet packet) {
    passOver(packet.sequence());
    waiting.advance(packet.sequence() + 1);
    counts.late++;
    return waiting.first();
  }

  /// The packet of this place will not come, and a later one is here.
  private Playout lost(Packet later) {
    long sequence = waiting.base();
    boolean helps =
        later.sequence() == sequence + 1 && later.timestamp() < position + 2 * Ticks.SLOT;
    passOver(sequence + 1);
    position += Ticks.SLOT;
    counts.concealed++;
    return new Lost(sequence, helps ? Optional.of(later.opus()) : Optional.empty());
  }

  /// Nothing is here at all.
  private Playout dry(long due) {
    if (quiet || concealedInARow >= MAX_CONCEALED) {
      playing = false;
      return Silence.INSTANCE;
    }
    long sequence = waiting.base() + concealedInARow;
    concealedInARow++;
    if (due < position) {
      return holdBack(sequence);
    }
    position += Ticks.SLOT;
    counts.concealed++;
    return new Lost(sequence, Optional.empty());
  }

  private Playout holdBack() {
    return holdBack(waiting.base());
  }

  private Playout holdBack(long sequence) {
    sinceHeldBack = 0;
    counts.stretched++;
    return new Lost(sequence, Optional.empty());
  }

  private void passOver(long next) {
    for (long gap = Math.min(intake.passOver(next), CAPACITY); gap > 0; gap--) {
      heard(1);
    }
  }

  private void heard(double lost) {
    loss += (lost - loss) * LOSS_WEIGHT;
    lossy = loss > (lossy ? CLEAN : LOSSY);
  }

  @Override
  public long wakeAt() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean isIdle() {
    return !playing && waiting.count() == 0;
  }

  @Override
  public JitterStatistics statistics() {
    return counts.freeze(waiting.count(), delay());
  }
}

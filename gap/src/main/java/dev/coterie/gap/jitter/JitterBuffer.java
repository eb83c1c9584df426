package dev.coterie.gap.jitter;

import dev.coterie.gap.jitter.Playout.Packet;
import java.util.function.Consumer;

/// Puts the packets of one source in order again. Times are ticks on one clock of the receiver,
/// which may start anywhere. Bounded in packets and octets. Not thread-safe: it has one owner.
public sealed interface JitterBuffer permits LiveBuffer, RecordBuffer {
  /// Takes a packet that came in.
  ///
  /// @param arrival when
  Placed put(Packet packet, long arrival);

  /// Gives what is to be played now.
  void play(long now, Consumer<Playout> out);

  /// When something is to be played although nothing came in; [Long#MAX_VALUE] if never.
  long wakeAt();

  /// Whether nothing waits and nothing is being played.
  boolean isIdle();

  /// What was counted.
  JitterStatistics statistics();
}

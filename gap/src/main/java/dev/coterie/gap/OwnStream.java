package dev.coterie.gap;

import dev.coterie.gap.CallReservation.Sequences;
import dev.coterie.gbp.MemberKey;
import java.util.Optional;

/// The numbers of one of our streams: spent one by one, across epochs, out of ranges that are
/// durable.
final class OwnStream {
  /// With fewer numbers left than this, the next range is due.
  private static final long LOW = CallReservation.SEQUENCES / 2;

  private final MemberKey self;
  private final int channel;
  private long next;
  private long end;

  /// @param spent the end of what was reserved before we started
  OwnStream(MemberKey self, int channel, long spent) {
    this.self = self;
    this.channel = channel;
    this.next = spent;
    this.end = spent;
  }

  int channel() {
    return channel;
  }

  /// The number that is spent next.
  long next() {
    return next;
  }

  boolean isReserved() {
    return next < end;
  }

  boolean isExhausted() {
    return next == Long.MAX_VALUE;
  }

  void spend() {
    next++;
  }

  Optional<CallReservation> due() {
    if (end - next >= LOW || end == Long.MAX_VALUE) {
      return Optional.empty();
    }
    long reserved =
        end > Long.MAX_VALUE - CallReservation.SEQUENCES
            ? Long.MAX_VALUE
            : end + CallReservation.SEQUENCES;
    return Optional.of(new Sequences(self, channel, reserved));
  }

  void confirm(Sequences stored) {
    if (!due().equals(Optional.of(stored))) {
      throw new IllegalArgumentException(stored + " was not due");
    }
    end = stored.end();
  }
}

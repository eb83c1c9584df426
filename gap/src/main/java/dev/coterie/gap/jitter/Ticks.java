package dev.coterie.gap.jitter;

import java.time.Duration;
import java.time.Instant;

/// The clock of audio: 48,000 ticks a second.
public final class Ticks {
  /// Ticks of a second.
  public static final long SECOND = 48_000;

  /// Ticks of a slot: the 20 ms of one packet.
  public static final long SLOT = 960;

  private static final long NANOS_OF_SECOND = 1_000_000_000;

  private Ticks() {}

  /// The whole ticks from one instant to another.
  public static long between(Instant from, Instant to) {
    return of(Duration.between(from, to));
  }

  /// The whole ticks of a duration.
  public static long of(Duration time) {
    return Math.addExact(
        Math.multiplyExact(time.getSeconds(), SECOND), time.getNano() * SECOND / NANOS_OF_SECOND);
  }

  /// Ticks as a duration.
  public static Duration duration(long ticks) {
    return Duration.ofSeconds(
        Math.floorDiv(ticks, SECOND), Math.floorMod(ticks, SECOND) * NANOS_OF_SECOND / SECOND);
  }
}

package dev.coterie.media.call;

import dev.coterie.media.Pcm;
import java.util.concurrent.TimeUnit;

/// When the next 20 ms may go. One instance belongs to one thread.
@FunctionalInterface
public interface Pace {
  /// How far behind a clock may be before it stops trying to make up for it.
  long HOPELESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// Waits until frame number `frame` may go.
  ///
  /// @param frame 0, 1, 2, ...
  /// @return false if nothing is to go any more
  /// @throws InterruptedException if the thread is interrupted meanwhile
  boolean await(long frame) throws InterruptedException;

  /// Waits for nothing: where source or sink have a clock of their own, or speed is wanted.
  static Pace unhurried() {
    return _ -> true;
  }

  /// One frame every 20 ms by the clock of the machine. Each moment is counted from the first, so
  /// that delays do not add up; after a standstill of 200 ms it counts anew.
  static Pace realTime() {
    return new Pace() {
      private static final long FRAME_NANOS = 1_000_000_000L * Pcm.FRAME / Pcm.RATE;
      private long start = Long.MIN_VALUE;

      @Override
      public boolean await(long frame) throws InterruptedException {
        long now = System.nanoTime();
        long late = now - start - frame * FRAME_NANOS;
        if (start == Long.MIN_VALUE || late > HOPELESS_NANOS) {
          start = now - frame * FRAME_NANOS;
          return true;
        }
        while (late < 0) {
          TimeUnit.NANOSECONDS.sleep(-late);
          late = System.nanoTime() - start - frame * FRAME_NANOS;
        }
        return true;
      }
    };
  }
}

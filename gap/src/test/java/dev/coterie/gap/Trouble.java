package dev.coterie.gap;

import java.util.SplittableRandom;

/// What a network does to a frame. A frame that is delayed more than the next one is overtaken by
/// it.
///
/// @param shortest microseconds on the way, at least
/// @param jitter microseconds more, at most, evenly spread
/// @param lost of 1,000 frames
/// @param doubled of 1,000 frames
record Trouble(long shortest, long jitter, int lost, int doubled) {
  /// Loss 10 %, jitter 60 ms.
  static final Trouble HEAVY = new Trouble(40_000, 60_000, 100, 50);

  /// 40 ms one way on average, 20 ms more or less, loss 5 %.
  static final Trouble USUAL = new Trouble(20_000, 40_000, 50, 10);

  long delay(SplittableRandom random) {
    return shortest + random.nextLong(jitter + 1);
  }

  int copies(SplittableRandom random) {
    if (random.nextInt(1000) < lost) {
      return 0;
    }
    return random.nextInt(1000) < doubled ? 2 : 1;
  }
}

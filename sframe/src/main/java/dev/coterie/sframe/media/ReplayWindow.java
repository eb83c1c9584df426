package dev.coterie.sframe.media;

import java.util.Arrays;

/// Which counters of one key id were opened: all that matters of them is the highest, and the 1,023
/// below it. Counters are unsigned. Not thread-safe: it has one owner.
final class ReplayWindow {
  /// How many counters are remembered.
  static final int SIZE = 1024;

  private static final int WORDS = SIZE / Long.SIZE;

  /// Where a counter stands.
  enum Place {
    NEW,
    TOO_OLD,
    SEEN
  }

  private final long[] opened = new long[WORDS];
  private boolean started;
  private long highest;

  /// Judges a counter without changing anything.
  Place place(long counter) {
    if (!started || Long.compareUnsigned(counter, highest) > 0) {
      return Place.NEW;
    }
    if (Long.compareUnsigned(highest - counter, SIZE) >= 0) {
      return Place.TOO_OLD;
    }
    return (opened[word(counter)] & (1L << counter)) != 0 ? Place.SEEN : Place.NEW;
  }

  /// Records a counter that is new, once its frame has proved authentic.
  void record(long counter) {
    if (!started) {
      started = true;
      highest = counter;
    } else if (Long.compareUnsigned(counter, highest) > 0) {
      forget(counter - highest - 1);
      highest = counter;
    }
    opened[word(counter)] |= 1L << counter;
  }

  /// Clears the places of so many counters above the highest, which take those of older ones.
  private void forget(long skipped) {
    if (Long.compareUnsigned(skipped, SIZE) >= 0) {
      Arrays.fill(opened, 0);
      return;
    }
    for (long i = 1; i <= skipped; i++) {
      opened[word(highest + i)] &= ~(1L << (highest + i));
    }
  }

  private static int word(long counter) {
    return (int) (counter >>> 6) & (WORDS - 1);
  }
}

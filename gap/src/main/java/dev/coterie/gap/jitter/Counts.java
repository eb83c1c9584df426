package dev.coterie.gap.jitter;

/// The numbers behind [JitterStatistics].
final class Counts {
  long played;
  long lost;
  long late;
  long duplicates;
  long overflowed;
  long concealed;
  long skipped;
  long stretched;
  long restarts;

  JitterStatistics freeze(int waiting, long delay) {
    return new JitterStatistics(
        played,
        lost,
        late,
        duplicates,
        overflowed,
        concealed,
        skipped,
        stretched,
        restarts,
        waiting,
        Ticks.duration(delay));
  }
}

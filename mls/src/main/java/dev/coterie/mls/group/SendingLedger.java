package dev.coterie.mls.group;

/// How many bytes we have sealed in this epoch. What is stored runs ahead of what was sealed, by a
/// chunk at a time, the first of them when the epoch begins: a crash counts too much, never too
/// little. A chunk is a 64th of the budget, and at most a mebibyte.
///
/// @param sealed bytes sealed so far
/// @param reserved bytes that the store knows of
record SendingLedger(long sealed, long reserved) {
  private static final long CHUNKS = 64;
  private static final long LARGEST = 1 << 20;

  SendingLedger {
    if (sealed < 0 || reserved < sealed) {
      throw new IllegalArgumentException("more bytes sealed than reserved");
    }
  }

  private static long chunk(long budget) {
    return Math.min(budget / CHUNKS, LARGEST);
  }

  /// Of an epoch that begins.
  static SendingLedger start(long budget) {
    return new SendingLedger(0, chunk(budget));
  }

  /// What the store knows: all of it counts as sealed.
  static SendingLedger restored(long reserved) {
    return new SendingLedger(reserved, reserved);
  }

  boolean fits(long bytes, long budget) {
    return sealed + bytes <= budget;
  }

  /// Whether nine tenths are used.
  boolean isUpdateDue(long budget) {
    return sealed >= budget / 10 * 9;
  }

  SendingLedger with(long bytes, long budget) {
    long total = sealed + bytes;
    return total <= reserved
        ? new SendingLedger(total, reserved)
        : new SendingLedger(total, Math.max(total, Math.min(budget, total + chunk(budget))));
  }
}

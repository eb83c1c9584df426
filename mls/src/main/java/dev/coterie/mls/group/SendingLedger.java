package dev.coterie.mls.group;

/// How many bytes we have sealed in this epoch. What is stored runs ahead of what was sealed, by a
/// chunk at a time: a crash counts too much, never too little.
///
/// @param sealed bytes sealed so far
/// @param reserved bytes that the store knows of
record SendingLedger(long sealed, long reserved) {
  private static final long CHUNKS = 64;

  static final SendingLedger NONE = new SendingLedger(0, 0);

  SendingLedger {
    if (sealed < 0 || reserved < sealed) {
      throw new IllegalArgumentException("more bytes sealed than reserved");
    }
  }

  /// What the store knows: all of it counts as sealed.
  static SendingLedger restored(long reserved) {
    return new SendingLedger(reserved, reserved);
  }

  boolean fits(long bytes, long budget) {
    return sealed + bytes <= budget;
  }

  SendingLedger with(long bytes, long budget) {
    long total = sealed + bytes;
    return total <= reserved
        ? new SendingLedger(total, reserved)
        : new SendingLedger(total, Math.max(total, Math.min(budget, total + budget / CHUNKS)));
  }
}

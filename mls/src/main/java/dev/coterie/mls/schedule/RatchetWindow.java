package dev.coterie.mls.schedule;

/// How far messages of one sender may come out of order: convenience paid for in forward secrecy.
/// RFC 9420 §15.3. Immutable. Age is counted in generations, so that it does not depend on a clock.
///
/// @param skipped unread keys kept for each ratchet, 0 to 10,000; the oldest go first
/// @param forward how far ahead of the last one a generation may lie, 0 to 1,000,000
/// @param age how far behind the last one an unread key may lie, 1 to 1,000,000
public record RatchetWindow(int skipped, int forward, int age) {
  /// 1,000 skipped keys, 10,000 generations ahead and behind.
  public static final RatchetWindow DEFAULT = new RatchetWindow(1_000, 10_000, 10_000);

  /// Checks the ranges.
  public RatchetWindow {
    if (skipped < 0
        || skipped > 10_000
        || forward < 0
        || forward > 1_000_000
        || age < 1
        || age > 1_000_000) {
      throw new IllegalArgumentException(
          "skipped 0 to 10,000, forward 0 to 1,000,000, age 1 to 1,000,000");
    }
  }

  /// How many keys one jump ahead may leave behind.
  int kept() {
    return Math.min(skipped, age);
  }

  /// Whether a ratchet keeps more than it may, or something too old.
  boolean isExceededBy(Ratchet ratchet) {
    var kept = ratchet.skipped();
    return kept.size() > skipped || (!kept.isEmpty() && ratchet.next() - 1 - kept.firstKey() > age);
  }
}

package dev.coterie.client.group;

import java.time.Duration;

/// What one group may hold and how long it tries. A record that checks itself.
///
/// @param outboxTexts texts that may wait to be confirmed, 1 to 1,000,000
/// @param inFlight texts sealed at once, 1 to 1,024: what another member's commit makes us seal
///   again
/// @param commitAttempts how often a change is tried against other members' commits, 1 to 1,000
/// @param backOff longest first pause after a lost race; doubled up to 64 times that
/// @param patience how much longer each further member waits for those before it to commit a
///   proposal
public record GroupLimits(
    int outboxTexts, int inFlight, int commitAttempts, Duration backOff, Duration patience) {
  /// Fits people.
  public static final GroupLimits RECOMMENDED =
      new GroupLimits(10_000, 64, 32, Duration.ofMillis(50), Duration.ofMillis(500));

  public GroupLimits {
    within("outboxTexts", outboxTexts, 1, 1_000_000);
    within("inFlight", inFlight, 1, 1_024);
    within("commitAttempts", commitAttempts, 1, 1_000);
    within("backOff in ms", backOff.toMillis(), 1, 60_000);
    within("patience in ms", patience.toMillis(), 1, 600_000);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " must be within " + least + " and " + most);
    }
  }
}

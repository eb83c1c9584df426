package dev.coterie.mls.tree;

import java.time.Duration;

/// What lifetimes are accepted where RFC 9420 leaves it to the application (§7.2, §7.3). Immutable.
///
/// @param maximum longest total lifetime, at least a second
/// @param members whether the leaves of people who are members already are judged too
public record LifetimePolicy(Duration maximum, Members members) {
  /// Whether lifetimes matter once somebody is a member.
  public enum Members {
    /// They do not: a lifetime says until when a key package may be used.
    NOT_JUDGED,
    /// They do: a group with an overdue leaf is not joined.
    JUDGED
  }

  /// A year and a bit at most; members are not judged, since refusing an old tree only locks us
  /// out.
  public static final LifetimePolicy RECOMMENDED =
      new LifetimePolicy(Duration.ofDays(400), Members.NOT_JUDGED);

  /// Refuses a maximum below a second.
  public LifetimePolicy {
    if (maximum.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("maximum lifetime of " + maximum);
    }
  }
}

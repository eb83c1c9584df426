package dev.coterie.client.grpc;

import java.time.Duration;

/// How patient a link is.
///
/// @param callWithin a call that has no answer by then fails, whatever was tried meanwhile
/// @param firstRetry pause before the first new attempt; doubles from one to the next
/// @param longestRetry where it stops growing
/// @param keepAlive silence after which the connection is pinged
public record LinkTimes(
    Duration callWithin, Duration firstRetry, Duration longestRetry, Duration keepAlive) {
  /// For people: half a minute.
  public static final LinkTimes DEFAULT =
      new LinkTimes(
          Duration.ofSeconds(30),
          Duration.ofMillis(50),
          Duration.ofSeconds(3),
          Duration.ofSeconds(20));

  /// Refuses what is not positive.
  public LinkTimes {
    if (!callWithin.isPositive()
        || !firstRetry.isPositive()
        || longestRetry.compareTo(firstRetry) < 0
        || !keepAlive.isPositive()) {
      throw new IllegalArgumentException("times are positive");
    }
  }

  /// The same with another limit for calls.
  public LinkTimes callingWithin(Duration limit) {
    return new LinkTimes(limit, firstRetry, longestRetry, keepAlive);
  }
}

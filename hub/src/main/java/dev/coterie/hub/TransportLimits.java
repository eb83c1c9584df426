package dev.coterie.hub;

import java.time.Duration;

/// What a hub spends on connections. Whatever a client does, or does not do, costs at most this.
///
/// @param connections open at once, counted from TCP's accept
/// @param authenticateWithin time from accept to a proved key, after which the connection is cut
/// @param callsPerConnection under way at once
/// @param callsPerSecond sustained rate of one connection; twice as many may come in a burst
/// @param bytesUnderWay of messages that are being received or sent, all connections together
/// @param bytesUnderWayPerConnection the same for one connection: at least one largest append
/// @param callWithin time for a call but the live session
/// @param liveRecords waiting for one live session
/// @param liveBytes of records waiting for one live session
/// @param mediaBytes of live frames waiting for all readers together, beside 16 KiB for each
/// @param keepAlive silence after which a connection is pinged, and cut if no answer comes within
///   half of it
/// @param drainWithin time for what is under way when the hub stops
public record TransportLimits(
    int connections,
    Duration authenticateWithin,
    int callsPerConnection,
    int callsPerSecond,
    long bytesUnderWay,
    long bytesUnderWayPerConnection,
    Duration callWithin,
    int liveRecords,
    long liveBytes,
    long mediaBytes,
    Duration keepAlive,
    Duration drainWithin) {
  /// For a hub of a thousand clients.
  public static final TransportLimits DEFAULT =
      new TransportLimits(
          1_024,
          Duration.ofSeconds(10),
          32,
          5_000,
          256L << 20,
          48L << 20,
          Duration.ofSeconds(60),
          1_024,
          4L << 20,
          64L << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));

  /// Refuses what is not positive.
  public TransportLimits {
    if (connections < 1
        || callsPerConnection < 2
        || callsPerSecond < 1
        || bytesUnderWay < 1
        || bytesUnderWayPerConnection < 1
        || liveRecords < 1
        || liveBytes < 1
        || mediaBytes < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
    for (var time : new Duration[] {authenticateWithin, callWithin, keepAlive}) {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("times are positive");
      }
    }
  }
}

package dev.coterie.client.call;

import dev.coterie.gap.jitter.JitterStatistics;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a call has counted since it began. Numbers of frames, if nothing else is said.
///
/// @param epoch of the group, unsigned; 0 until the first keys came
/// @param keyChanges epochs that were entered after the first
/// @param sent frames that went out
/// @param withheld packets spoken while muted, before the keys came, or without a connection
/// @param congested packets dropped here, since the way to the hub was full
/// @param received frames that came in
/// @param accepted those of them that are authentic and were kept to be played
/// @param lost packets that others sent and that were passed over
/// @param late packets that came after their turn
/// @param dropped frames that found no room here
/// @param lostToKeyChanges frames that came when the keys of their epoch were not there yet, or no
///   more
/// @param refused frames that were not played, by the name of the rule; those of the three numbers
///   before are among them
/// @param jitterDelay how long a packet with the shortest way waits now, on purpose: of the source
///   with the longest
/// @param sources one by one
public record CallStatistics(
    long epoch,
    long keyChanges,
    long sent,
    long withheld,
    long congested,
    long received,
    long accepted,
    long lost,
    long late,
    long dropped,
    long lostToKeyChanges,
    SortedMap<String, Long> refused,
    Duration jitterDelay,
    List<Source> sources) {
  /// One who speaks, or has spoken a moment ago.
  ///
  /// @param speaker who
  /// @param jitter what happened to its packets
  public record Source(Speaker speaker, JitterStatistics jitter) {}

  /// Copies what it is given.
  public CallStatistics {
    refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    sources = List.copyOf(sources);
  }

  /// How many frames broke a rule.
  public long refused(Enum<?> rule) {
    return refused.getOrDefault(rule.name(), 0L);
  }
}

package dev.coterie.gap;

import dev.coterie.codec.Rule;
import dev.coterie.gap.jitter.JitterStatistics;
import dev.coterie.sframe.media.Refusal;
import java.util.Map;

/// What a call has counted since it began.
///
/// @param sent frames that were sealed
/// @param received frames that came in, each once
/// @param accepted those of them that went into a jitter buffer
/// @param waiting those of them that wait for their epoch now
/// @param replayed those of them that waited, and were heard when their epoch came
/// @param refused the rest, by the rule that they broke; rules that none broke are left out
/// @param keyChanges epochs that were entered after the first
/// @param sources the jitter buffer of each source that is active
public record CallStatistics(
    long sent,
    long received,
    long accepted,
    int waiting,
    long replayed,
    Map<Rule, Long> refused,
    long keyChanges,
    Map<CallSource, JitterStatistics> sources) {
  /// Copies the maps.
  public CallStatistics {
    refused = Map.copyOf(refused);
    sources = Map.copyOf(sources);
  }

  /// How many frames broke a rule.
  public long refused(Rule rule) {
    return refused.getOrDefault(rule, 0L);
  }

  /// Frames that came while their keys were not there: those that waited in vain for their epoch,
  /// or found no room to wait, and those whose epoch was no longer readable.
  public long lostToKeyChanges() {
    return refused(Refusal.EPOCH_AHEAD)
        + refused(Refusal.EPOCH_GONE)
        + refused(GapRule.TOO_MUCH_AHEAD);
  }
}

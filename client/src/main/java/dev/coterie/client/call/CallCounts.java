package dev.coterie.client.call;

import dev.coterie.client.call.CallStatistics.Source;
import dev.coterie.gap.CallSource;
import dev.coterie.gap.GapRule;
import dev.coterie.gap.jitter.JitterStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What a call counts beside what its session does. The adders are anybody's; the rest belongs to
/// the call's lock.
final class CallCounts {
  private final LongAdder sent = new LongAdder();
  private final LongAdder congested = new LongAdder();
  private final LongAdder withheld = new LongAdder();
  private long epoch;
  private long lostOfGone;

  void sent(boolean gone) {
    (gone ? sent : congested).increment();
  }

  void withheld() {
    withheld.increment();
  }

  void entered(long number) {
    epoch = number;
  }

  /// Keeps what was counted for sources that are no more.
  void gone(dev.coterie.gap.CallStatistics before, dev.coterie.gap.CallStatistics after) {
    before
        .sources()
        .forEach(
            (source, jitter) -> {
              if (!after.sources().containsKey(source)) {
                lostOfGone += jitter.lost();
              }
            });
  }

  /// The whole.
  ///
  /// @param speaker who a source is; null if it is nobody any more
  CallStatistics with(
      dev.coterie.gap.CallStatistics session, Function<CallSource, @Nullable Speaker> speaker) {
    var refused = new TreeMap<String, Long>();
    session.refused().forEach((rule, number) -> refused.merge(rule.name(), number, Long::sum));
    var sources = new ArrayList<Source>();
    session.sources().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().member()))
        .forEach(
            entry -> {
              Speaker who = speaker.apply(entry.getKey());
              if (who != null) {
                sources.add(new Source(who, entry.getValue()));
              }
            });
    return new CallStatistics(
        epoch,
        session.keyChanges(),
        sent.sum(),
        withheld.sum(),
        congested.sum(),
        session.received(),
        session.accepted(),
        lostOfGone + sum(session.sources(), JitterStatistics::lost),
        session.refused(GapRule.LATE),
        session.refused(GapRule.BUFFER_FULL)
            + session.refused(GapRule.TOO_MANY_STREAMS)
            + session.refused(GapRule.TOO_MUCH_AHEAD),
        session.lostToKeyChanges(),
        refused,
        session.sources().values().stream()
            .map(JitterStatistics::delay)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO),
        sources);
  }

  private static long sum(
      Map<CallSource, JitterStatistics> sources, ToLongFunction<JitterStatistics> what) {
    return sources.values().stream().mapToLong(what).sum();
  }

  long epoch() {
    return epoch;
  }
}

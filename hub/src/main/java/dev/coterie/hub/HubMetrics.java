package dev.coterie.hub;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Counters since start. Cheap to count from any thread; [#values()] is a consistent enough view
/// for people.
public final class HubMetrics {
  /// What is counted.
  public enum Counter {
    /// Connections that TCP accepted.
    CONNECTIONS_ACCEPTED,
    /// Connections that were over at once, because too many were open.
    CONNECTIONS_OVER_LIMIT,
    /// Connections cut because they proved no key in time, or kept calling without.
    CONNECTIONS_CUT,
    /// Keys proved.
    AUTHENTICATIONS,
    /// Proofs that did not hold.
    PROOFS_REFUSED,
    /// Calls answered by a refusal.
    CALLS_REFUSED,
    /// Calls that broke inside the hub.
    CALLS_FAILED,
    /// Records appended.
    APPENDS_ACCEPTED,
    /// Appends that stood in the log already.
    APPENDS_DUPLICATE,
    /// Handshakes that lost.
    APPENDS_STALE,
    /// Key packages handed out.
    KEY_PACKAGES_CLAIMED,
    /// Events put into live queues.
    LIVE_EVENTS,
    /// Live sessions dropped because they did not keep up.
    SLOW_READERS,
    /// Media sessions opened.
    MEDIA_SESSIONS,
    /// Live frames taken from senders.
    MEDIA_FRAMES_IN,
    /// Live frames queued for readers.
    MEDIA_FRAMES_OUT,
    /// Live frames dropped because their sender was too fast, or not in the group's media.
    MEDIA_FRAMES_DROPPED,
    /// Media sessions dropped because they did not keep up.
    MEDIA_SLOW_READERS
  }

  private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);

  /// All at zero.
  public HubMetrics() {
    for (var counter : Counter.values()) {
      counters.put(counter, new LongAdder());
    }
  }

  /// Counts one.
  public void count(Counter counter) {
    adder(counter).increment();
  }

  /// Counts so many.
  public void count(Counter counter, long howMany) {
    adder(counter).add(howMany);
  }

  /// How many there were.
  public long value(Counter counter) {
    return adder(counter).sum();
  }

  /// All of them.
  public Map<Counter, Long> values() {
    var values = new EnumMap<Counter, Long>(Counter.class);
    counters.forEach((counter, adder) -> values.put(counter, adder.sum()));
    return values;
  }

  private LongAdder adder(Counter counter) {
    return Objects.requireNonNull(counters.get(counter));
  }
}

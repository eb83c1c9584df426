package dev.coterie.gap;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A clock that leaps from event to event. Two at the same moment happen in the order in which they
/// were planned.
final class VirtualTime {
  private record Event(long at, long number, Runnable what) {}

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private long now;
  private long planned;

  /// Microseconds since the start.
  long micros() {
    return now;
  }

  Instant now() {
    return START.plusNanos(now * 1000);
  }

  void at(long micros, Runnable what) {
    events.add(new Event(Math.max(now, micros), planned++, what));
  }

  void in(long micros, Runnable what) {
    at(now + micros, what);
  }

  /// Lets everything happen up to a moment.
  void runUntil(long micros) {
    for (var next = events.peek(); next != null && next.at() <= micros; next = events.peek()) {
      events.remove();
      now = next.at();
      next.what().run();
    }
    now = micros;
  }
}

package dev.coterie.sframe.media;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// How often each refusal happened. Counting allocates nothing after the first of a kind.
final class RefusalCounts {
  private final Map<Refusal, AtomicLong> counts = new EnumMap<>(Refusal.class);

  void add(Unprotected result) {
    if (result instanceof Refusal refusal) {
      counts.computeIfAbsent(refusal, _ -> new AtomicLong()).incrementAndGet();
    }
  }

  long of(Refusal refusal) {
    var count = counts.get(refusal);
    return count == null ? 0 : count.get();
  }
}

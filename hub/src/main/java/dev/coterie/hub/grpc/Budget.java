package dev.coterie.hub.grpc;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.HubRule;
import java.util.concurrent.atomic.AtomicLong;

/// Octets that may be in memory at once. Never waits: who finds nothing left is refused.
final class Budget {
  private final long total;
  private final AtomicLong used = new AtomicLong();

  Budget(long total) {
    this.total = total;
  }

  void take(long bytes) {
    if (used.addAndGet(bytes) > total) {
      used.addAndGet(-bytes);
      throw new RefusedException(HubRule.BUSY, "no memory for " + bytes + " octets more");
    }
  }

  void give(long bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}

package dev.coterie.hub.live;

import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LiveEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What waits for one live session. Takes so many events and octets, and then gives up on its
/// reader: the last event is then [LiveEvent.Disconnected]. Thread-safe.
public final class LiveQueue {
  private final Fingerprint owner;
  private final int maxEvents;
  private final long maxBytes;
  private final Runnable onEvent;
  private final Queue<LiveEvent> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean ended;
  private boolean overflown;

  /// @param onEvent called after each event, by whoever brings it: must not block
  public LiveQueue(Fingerprint owner, int maxEvents, long maxBytes, Runnable onEvent) {
    this.owner = owner;
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.onEvent = onEvent;
  }

  /// Whose session this is.
  public Fingerprint owner() {
    return owner;
  }

  /// The next event, if there is one.
  public synchronized @Nullable LiveEvent poll() {
    var next = waiting.poll();
    if (next != null) {
      bytes -= size(next);
    }
    return next;
  }

  /// Whether it gave up on its reader.
  public synchronized boolean isOverflown() {
    return overflown;
  }

  /// Adds an event.
  ///
  /// @return whether it was this one that made the queue give up
  boolean offer(LiveEvent event) {
    boolean full;
    synchronized (this) {
      if (ended) {
        return false;
      }
      full = waiting.size() >= maxEvents || bytes + size(event) > maxBytes;
      if (full) {
        overflown = true;
        waiting.clear();
        bytes = 0;
        end(HubRule.SLOW_READER);
      } else {
        waiting.add(event);
        bytes += size(event);
      }
    }
    onEvent.run();
    return full;
  }

  /// Ends the session after what waits.
  void finish(HubRule why) {
    synchronized (this) {
      if (ended) {
        return;
      }
      end(why);
    }
    onEvent.run();
  }

  private void end(HubRule why) {
    ended = true;
    waiting.add(new LiveEvent.Disconnected(why.name()));
  }

  private static long size(LiveEvent event) {
    return event instanceof LiveEvent.Arrived(var record) ? record.payload().size() : 0;
  }
}

package dev.coterie.hub.live;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.GroupLog;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who follows which group. Records reach queues in log order, only while their owner is on the
/// roster, and never past the record that removes it. Thread-safe; no lock is held while the store
/// is asked.
public final class LiveHub implements LiveFanout {
  /// A record of more octets is announced by its head only.
  public static final int PUSH_BYTES = 256 << 10;

  /// One queue that follows one group.
  private static final class Watch {
    /// Null until the store has said that the owner is on the roster.
    @Nullable LogHead from;

    /// What was appended while the store was being asked.
    @Nullable LogRecord missed;

    long missedHandshake;
    boolean removedMeanwhile;
  }

  private final GroupLog log;
  private final HubLimits limits;
  private final HubMetrics metrics;
  private final Map<HubGroupId, Map<LiveQueue, Watch>> watches = new HashMap<>();
  private final Map<LiveQueue, Set<HubGroupId>> sessions = new HashMap<>();
  private final Map<Fingerprint, Set<LiveQueue>> present = new HashMap<>();
  private boolean draining;

  /// A fan-out that nobody listens to yet. Set it at the store with `onCommit`.
  public LiveHub(GroupLog log, HubLimits limits, HubMetrics metrics) {
    this.log = log;
    this.limits = limits;
    this.metrics = metrics;
  }

  /// A session begins.
  public synchronized void open(LiveQueue queue) {
    sessions.put(queue, new HashSet<>());
    present.computeIfAbsent(queue.owner(), _ -> new HashSet<>()).add(queue);
    offer(queue, new LiveEvent.Connected());
    if (draining) {
      queue.finish(HubRule.DRAINING);
    }
  }

  /// A session is over.
  public synchronized void close(LiveQueue queue) {
    var groups = sessions.remove(queue);
    if (groups != null) {
      groups.forEach(group -> forget(queue, group));
      var others = present.get(queue.owner());
      if (others != null && others.remove(queue) && others.isEmpty()) {
        present.remove(queue.owner());
      }
    }
  }

  /// A session follows a group from now on. Asks the store, so it may block.
  public void watch(LiveQueue queue, HubGroupId group) {
    if (!begin(queue, group)) {
      return;
    }
    while (true) {
      try {
        var head = log.head(queue.owner(), group);
        if (settle(queue, group, head)) {
          return;
        }
      } catch (RefusedException refused) {
        drop(queue, group, refused.rule() instanceof HubRule rule ? rule : HubRule.NOT_ON_ROSTER);
        return;
      } catch (UnavailableException _) {
        drop(queue, group, HubRule.BUSY);
        return;
      }
    }
  }

  /// A session follows a group no more.
  public synchronized void unwatch(LiveQueue queue, HubGroupId group) {
    var groups = sessions.get(queue);
    if (groups != null && groups.remove(group)) {
      forget(queue, group);
    }
  }

  /// Whether somebody has a session.
  public synchronized boolean isPresent(Fingerprint who) {
    return present.containsKey(who);
  }

  /// Tells all sessions of an identity.
  public synchronized void tell(Fingerprint who, LiveEvent event) {
    present.getOrDefault(who, Set.of()).forEach(queue -> offer(queue, event));
  }

  /// Ends all sessions, and new ones at once.
  public synchronized void drain() {
    draining = true;
    sessions.keySet().forEach(queue -> queue.finish(HubRule.DRAINING));
  }

  @Override
  public synchronized void committed(Committed append) {
    var record = append.record();
    for (var entry : Map.copyOf(watches.getOrDefault(record.group(), Map.of())).entrySet()) {
      push(entry.getKey(), entry.getValue(), append);
    }
    append.welcomed().forEach(who -> tell(who, new LiveEvent.MailWaiting()));
  }

  private void push(LiveQueue queue, Watch watch, Committed append) {
    var record = append.record();
    boolean removed = append.removed().contains(queue.owner());
    var from = watch.from;
    if (from == null) {
      watch.missed = record;
      if (record.kind() == LogRecord.Kind.HANDSHAKE) {
        watch.missedHandshake = record.sequence();
      }
      watch.removedMeanwhile |= removed;
    } else if (record.sequence() > from.sequence()) {
      offer(queue, event(record, from));
      watch.from = from.with(record);
      if (removed) {
        drop(queue, record.group(), HubRule.NOT_ON_ROSTER);
      }
    }
  }

  private static LiveEvent event(LogRecord record, LogHead before) {
    return record.payload().size() <= PUSH_BYTES
        ? new LiveEvent.Arrived(record)
        : new LiveEvent.HeadMoved(record.group(), before.with(record));
  }

  private synchronized boolean begin(LiveQueue queue, HubGroupId group) {
    var groups = sessions.get(queue);
    if (groups == null || groups.contains(group)) {
      return false;
    }
    if (groups.size() >= limits.watchesPerSession()) {
      offer(queue, new LiveEvent.Ended(group, HubRule.TOO_MANY_WATCHES));
      return false;
    }
    groups.add(group);
    watches.computeIfAbsent(group, _ -> new LinkedHashMap<>()).put(queue, new Watch());
    return true;
  }

  /// @return false if the store must be asked again: the owner was removed while it was being asked
  private synchronized boolean settle(LiveQueue queue, HubGroupId group, LogHead head) {
    var watch = watches.getOrDefault(group, Map.of()).get(queue);
    if (watch == null) {
      return true;
    }
    if (watch.removedMeanwhile) {
      watch.removedMeanwhile = false;
      return false;
    }
    var from = newer(head, watch);
    watch.from = from;
    offer(queue, new LiveEvent.HeadMoved(group, from));
    return true;
  }

  private static LogHead newer(LogHead head, Watch watch) {
    var missed = watch.missed;
    return missed == null || missed.sequence() <= head.sequence()
        ? head
        : new LogHead(
            missed.sequence(),
            missed.hash(),
            Math.max(head.lastHandshake(), watch.missedHandshake));
  }

  private synchronized void drop(LiveQueue queue, HubGroupId group, HubRule why) {
    unwatch(queue, group);
    offer(queue, new LiveEvent.Ended(group, why));
  }

  private void forget(LiveQueue queue, HubGroupId group) {
    var followers = watches.get(group);
    if (followers != null && followers.remove(queue) != null && followers.isEmpty()) {
      watches.remove(group);
    }
  }

  private void offer(LiveQueue queue, LiveEvent event) {
    metrics.count(HubMetrics.Counter.LIVE_EVENTS);
    if (queue.offer(event)) {
      metrics.count(HubMetrics.Counter.SLOW_READERS);
    }
  }
}

package dev.coterie.hubapi.media;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.GroupLog;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.media.MediaMeter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who is in which group's live media. A frame goes to all open ports of its group but those of the
/// connection that sent it; a reader that does not keep up is dropped, and holds up nobody.
/// Thread-safe; no lock is held while the log is asked, and none is held over two ports.
///
/// @param <F> see [MediaItem]
public final class MediaExchange<F> implements LiveFanout {
  private final GroupLog log;
  private final MediaLimits limits;
  private final MediaMeter meter;
  private final LongSupplier nanoTime;
  private final MediaBudget budget;
  private final Map<HubGroupId, List<MediaPort<F>>> rooms = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /// An exchange that nobody uses yet. Call [#committed] for each append of the log's store.
  ///
  /// @param queuedBytes that may wait for all readers together, beside 16 KiB for each of them
  /// @param nanoTime nanoseconds from any start, as `System::nanoTime` counts them
  public MediaExchange(
      GroupLog log, MediaLimits limits, long queuedBytes, MediaMeter meter, LongSupplier nanoTime) {
    this.log = log;
    this.limits = limits;
    this.meter = meter;
    this.nanoTime = nanoTime;
    this.budget = new MediaBudget(queuedBytes);
  }

  /// A connection on which an identity was proved; one object for all its ports.
  public MediaConnection connect(Fingerprint owner) {
    return new MediaConnection(owner, limits, budget, nanoTime.getAsLong());
  }

  /// Opens a port, or ends it with a reason. Asks the log, so it may block.
  public void open(MediaPort<F> port) {
    if (!limits.areOffered()) {
      port.end(HubRule.NO_LIVE_MEDIA);
    } else if (!port.enter()) {
      port.end(HubRule.TOO_MANY_MEDIA_SESSIONS);
    } else {
      rooms.compute(port.group(), (_, ports) -> with(ports, port));
      if (draining) {
        end(port, HubRule.DRAINING);
      } else {
        ask(port);
      }
    }
  }

  private void ask(MediaPort<F> port) {
    try {
      while (!port.opened(log.head(port.owner(), port.group()).sequence())) {
        // removed while the log was asked: perhaps before it answered, perhaps after
      }
      meter.count(Kind.SESSIONS, 1);
    } catch (RefusedException refused) {
      end(port, refused.rule() instanceof HubRule rule ? rule : HubRule.NOT_ON_ROSTER);
    } catch (UnavailableException _) {
      end(port, HubRule.BUSY);
    }
  }

  /// A frame came in at a port. Calls [MediaPort]'s `onItem` of every reader.
  ///
  /// @param octets of the frame
  /// @param marked the frame with its sender, made once for all readers, and not at all if the
  ///   frame is dropped
  public void send(MediaPort<F> port, int octets, Supplier<F> marked) {
    if (!port.isOpen()) {
      meter.count(Kind.FRAMES_DROPPED, 1);
      return;
    }
    if (octets < 1) {
      end(port, HubRule.MALFORMED_REQUEST);
      return;
    }
    if (octets > limits.frameBytes()) {
      end(port, HubRule.MESSAGE_TOO_LARGE);
      return;
    }
    switch (port.connection().admit(octets, nanoTime.getAsLong())) {
      case TAKEN -> {
        meter.count(Kind.FRAMES_IN, 1);
        forward(port, new MediaItem.Frame<>(marked.get(), octets));
      }
      case DROPPED -> meter.count(Kind.FRAMES_DROPPED, 1);
      case FLOOD -> {
        meter.count(Kind.FRAMES_DROPPED, 1);
        end(port, HubRule.RATE_LIMITED);
      }
    }
  }

  private void forward(MediaPort<F> from, MediaItem.Frame<F> frame) {
    int out = 0;
    for (var reader : rooms.getOrDefault(from.group(), List.of())) {
      if (reader.connection() != from.connection()) {
        switch (reader.offer(frame, limits)) {
          case QUEUED -> out++;
          case NOT_OPEN -> {}
          case OVERFLOW -> {
            if (end(reader, HubRule.SLOW_READER)) {
              meter.count(Kind.SLOW_READERS, 1);
            }
          }
        }
      }
    }
    meter.count(Kind.FRAMES_OUT, out);
  }

  /// A port's reader is gone.
  public void close(MediaPort<F> port) {
    port.close();
    forget(port);
  }

  /// Ends a port with a reason, before anything that waits for its reader.
  ///
  /// @return whether it had not ended before
  public boolean end(MediaPort<F> port, HubRule why) {
    forget(port);
    return port.end(why);
  }

  /// How many ports are in a group's media.
  public int size(HubGroupId group) {
    return rooms.getOrDefault(group, List.of()).size();
  }

  /// Octets that wait for readers now, beyond what each may have for itself.
  public long queuedBytes() {
    return budget.used();
  }

  /// Ends all ports, and new ones at once.
  public void drain() {
    draining = true;
    interrupt();
  }

  /// Ends all ports; new ones may be opened.
  public void interrupt() {
    rooms.values().forEach(ports -> ports.forEach(port -> end(port, HubRule.DRAINING)));
  }

  /// Ends the ports of who was removed. A port that is being opened asks the log again.
  @Override
  public void committed(Committed append) {
    if (append.removed().isEmpty()) {
      return;
    }
    var record = append.record();
    for (var port : rooms.getOrDefault(record.group(), List.of())) {
      if (append.removed().contains(port.owner()) && port.removed(record.sequence())) {
        end(port, HubRule.NOT_ON_ROSTER);
      }
    }
  }

  private void forget(MediaPort<F> port) {
    rooms.computeIfPresent(port.group(), (_, ports) -> without(ports, port));
    port.leave();
  }

  private static <F> List<MediaPort<F>> with(
      @Nullable List<MediaPort<F>> ports, MediaPort<F> port) {
    var more = ports == null ? new ArrayList<MediaPort<F>>() : new ArrayList<>(ports);
    more.add(port);
    return List.copyOf(more);
  }

  private static <F> @Nullable List<MediaPort<F>> without(
      List<MediaPort<F>> ports, MediaPort<F> port) {
    var fewer = ports.stream().filter(one -> one != port).toList();
    return fewer.isEmpty() ? null : fewer;
  }
}

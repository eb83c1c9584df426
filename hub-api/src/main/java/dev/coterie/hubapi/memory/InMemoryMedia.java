package dev.coterie.hubapi.memory;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.hubapi.media.MediaConnection;
import dev.coterie.hubapi.media.MediaItem;
import dev.coterie.hubapi.media.MediaPort;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A media session by plain calls. Tells its listener in the background, one event after the other.
final class InMemoryMedia implements MediaSession {
  private final InMemoryHub hub;
  private final MediaConnection connection;
  private final HubGroupId group;
  private final Consumer<MediaEvent> listener;
  private final AtomicInteger due = new AtomicInteger();
  private volatile @Nullable MediaPort<MediaEvent.Frame> port;
  private volatile boolean closed;

  InMemoryMedia(
      InMemoryHub hub,
      MediaConnection connection,
      HubGroupId group,
      Consumer<MediaEvent> listener) {
    this.hub = hub;
    this.connection = connection;
    this.group = group;
    this.listener = listener;
  }

  void begin() {
    var made = new MediaPort<MediaEvent.Frame>(connection, group, this::wake);
    port = made;
    hub.media().open(made);
    if (closed) {
      hub.media().close(made);
    }
  }

  @Override
  public boolean send(Bytes frame) {
    MediaLimits.checkFrame(frame.size());
    var open = port;
    if (open == null || !open.isOpen() || frame.size() > hub.limits().media().frameBytes()) {
      return false;
    }
    hub.media().send(open, frame.size(), () -> new MediaEvent.Frame(connection.owner(), frame));
    return true;
  }

  @Override
  public void close() {
    closed = true;
    var open = port;
    if (open != null) {
      hub.media().close(open);
    }
  }

  private void wake() {
    if (due.getAndIncrement() == 0) {
      hub.inBackground(this::tellAll);
    }
  }

  private void tellAll() {
    int seen;
    do {
      seen = due.get();
      var open = port;
      for (var item = next(open); item != null; item = next(open)) {
        tell(item);
      }
    } while (due.addAndGet(-seen) != 0);
  }

  private @Nullable MediaItem<MediaEvent.Frame> next(@Nullable MediaPort<MediaEvent.Frame> open) {
    return closed || open == null ? null : open.poll();
  }

  private void tell(MediaItem<MediaEvent.Frame> item) {
    switch (item) {
      case MediaItem.Opened<MediaEvent.Frame>() -> listener.accept(new MediaEvent.Opened());
      case MediaItem.Frame<MediaEvent.Frame>(var frame, _) -> listener.accept(frame);
      case MediaItem.Ended<MediaEvent.Frame>(var why) -> {
        if (opensAgain(why)) {
          listener.accept(new MediaEvent.Interrupted(why.name()));
          begin();
        } else {
          listener.accept(new MediaEvent.Ended(why));
        }
      }
    }
  }

  private static boolean opensAgain(HubRule why) {
    return why == HubRule.SLOW_READER
        || why == HubRule.RATE_LIMITED
        || why == HubRule.BUSY
        || why == HubRule.DRAINING;
  }
}

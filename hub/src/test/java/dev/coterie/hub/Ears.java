package dev.coterie.hub;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.MediaEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hears a media session.
final class Ears implements Consumer<MediaEvent> {
  private final BlockingQueue<MediaEvent> events = new LinkedBlockingQueue<>();

  @Override
  public void accept(MediaEvent event) {
    events.add(event);
  }

  /// The next event, waited for.
  MediaEvent next() throws InterruptedException {
    var event = events.poll(15, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("nothing was heard");
    }
    return event;
  }

  /// The next event of a kind; others before it are dropped.
  <T extends MediaEvent> T next(Class<T> kind) throws InterruptedException {
    while (true) {
      var event = next();
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }

  /// Frames up to one, which is not among them.
  List<MediaEvent.Frame> until(Bytes last) throws InterruptedException {
    var frames = new ArrayList<MediaEvent.Frame>();
    while (true) {
      var frame = next(MediaEvent.Frame.class);
      if (frame.frame().equals(last)) {
        return frames;
      }
      frames.add(frame);
    }
  }

  /// What is there now.
  @Nullable MediaEvent poll() {
    return events.poll();
  }
}

package dev.coterie.client.testing;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The hub's end of one person's live media: sees what goes by, and does what a hub could.
public final class Wire extends Bent {
  private final List<Bytes> sent;
  private final List<MediaEvent.Frame> brought;
  private final AtomicReference<Consumer<MediaEvent>> ear = new AtomicReference<>(_ -> {});
  private volatile Predicate<MediaEvent.Frame> through = _ -> true;
  private volatile boolean congested;

  /// Around a link.
  ///
  /// @param sent gets all frames that leave
  /// @param brought gets all frames that come, also those that are then not let through
  public Wire(HubLink straight, List<Bytes> sent, List<MediaEvent.Frame> brought) {
    super(straight);
    this.sent = sent;
    this.brought = brought;
  }

  @Override
  public MediaSession openMedia(HubGroupId group, Consumer<MediaEvent> listener) {
    ear.set(listener);
    MediaSession straight = super.openMedia(group, event -> pass(event, listener));
    return new MediaSession() {
      @Override
      public boolean send(Bytes frame) {
        if (congested) {
          return false;
        }
        sent.add(frame);
        return straight.send(frame);
      }

      @Override
      public void close() {
        straight.close();
      }
    };
  }

  private void pass(MediaEvent event, Consumer<MediaEvent> listener) {
    if (event instanceof MediaEvent.Frame frame) {
      brought.add(frame);
      if (!through.test(frame)) {
        return;
      }
    }
    listener.accept(event);
  }

  /// Lets only some frames through.
  public void only(Predicate<MediaEvent.Frame> which) {
    through = which;
  }

  /// Lets nothing out from now on, or all again.
  public void congested(boolean now) {
    congested = now;
  }

  /// Says something as the hub.
  public void say(MediaEvent event) {
    ear.get().accept(event);
  }

  /// Brings a frame as the hub.
  public void bring(Fingerprint from, Bytes frame) {
    say(new MediaEvent.Frame(from, frame));
  }
}

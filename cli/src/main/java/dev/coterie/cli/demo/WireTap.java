package dev.coterie.cli.demo;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.ForwardingHubLink;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A link that passes everything on, and writes down each frame of live media as it lies on the
/// wire.
final class WireTap extends ForwardingHubLink {
  private final LongSupplier epoch;
  private final Notes notes;

  /// @param epoch where the member is now
  WireTap(HubLink link, LongSupplier epoch, Notes notes) {
    super(link);
    this.epoch = epoch;
    this.notes = notes;
  }

  private record TappedSession(MediaSession session, Notes notes) implements MediaSession {
    @Override
    public boolean send(Bytes frame) {
      boolean sent = session.send(frame);
      notes.write(sent ? Notes.OUT : Notes.DROPPED, frame.toHex());
      return sent;
    }

    @Override
    public void close() {
      session.close();
      notes.flush();
    }
  }

  @Override
  public MediaSession openMedia(HubGroupId group, Consumer<MediaEvent> listener) {
    return new TappedSession(
        super.openMedia(
            group,
            event -> {
              if (event instanceof MediaEvent.Frame(Fingerprint from, Bytes frame)) {
                notes.write(Notes.IN, epoch.getAsLong(), from.toHex(), frame.toHex());
              }
              listener.accept(event);
            }),
        notes);
  }
}

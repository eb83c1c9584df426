package dev.coterie.cli.demo;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.CreatedGroup;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A link that passes everything on, and writes down each frame of live media as it lies on the
/// wire.
///
/// @param epoch where the member is now
record WireTap(HubLink link, LongSupplier epoch, Notes notes) implements HubLink {
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
        link.openMedia(
            group,
            event -> {
              if (event instanceof MediaEvent.Frame(Fingerprint from, Bytes frame)) {
                notes.write(Notes.IN, epoch.getAsLong(), from.toHex(), frame.toHex());
              }
              listener.accept(event);
            }),
        notes);
  }

  @Override
  public HubIdentity identity() {
    return link.identity();
  }

  @Override
  public HubLimits limits() {
    return link.limits();
  }

  @Override
  public KeyPackageStock publishKeyPackages(List<KeyPackageOffer> offers) {
    return link.publishKeyPackages(offers);
  }

  @Override
  public Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int cipherSuite) {
    return link.claimKeyPackage(owner, cipherSuite);
  }

  @Override
  public KeyPackageStock countKeyPackages(int cipherSuite) {
    return link.countKeyPackages(cipherSuite);
  }

  @Override
  public CreatedGroup createGroup(HubGroupId group) {
    return link.createGroup(group);
  }

  @Override
  public AppendResult append(HandshakeAppend append) {
    return link.append(append);
  }

  @Override
  public AppendResult append(ApplicationAppend append) {
    return link.append(append);
  }

  @Override
  public LogPage readLog(HubGroupId group, long fromSequence, int maxBytes) {
    return link.readLog(group, fromSequence, maxBytes);
  }

  @Override
  public List<MailItem> fetchMail(long afterId, int maxBytes) {
    return link.fetchMail(afterId, maxBytes);
  }

  @Override
  public void acknowledgeMail(Set<Long> ids) {
    link.acknowledgeMail(ids);
  }

  @Override
  public LiveSession subscribe(Consumer<LiveEvent> listener) {
    return link.subscribe(listener);
  }

  @Override
  public void close() {
    link.close();
  }
}

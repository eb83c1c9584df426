package dev.coterie.cli;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
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
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A link for commands that need no hub: what would ask one finds it unavailable, and is tried
/// again when a later command has a hub.
record OfflineLink(HubIdentity identity) implements HubLink {
  private record Silence() implements LiveSession {
    @Override
    public void watch(HubGroupId group) {}

    @Override
    public void unwatch(HubGroupId group) {}

    @Override
    public void close() {}
  }

  private record Stillness() implements MediaSession {
    @Override
    public boolean send(Bytes frame) {
      return false;
    }

    @Override
    public void close() {}
  }

  private static UnavailableException offline() {
    return new UnavailableException("the hub", new IOException("this command works without it"));
  }

  @Override
  public HubLimits limits() {
    throw offline();
  }

  @Override
  public KeyPackageStock publishKeyPackages(List<KeyPackageOffer> offers) {
    throw offline();
  }

  @Override
  public Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int cipherSuite) {
    throw offline();
  }

  @Override
  public KeyPackageStock countKeyPackages(int cipherSuite) {
    throw offline();
  }

  @Override
  public CreatedGroup createGroup(HubGroupId group) {
    throw offline();
  }

  @Override
  public AppendResult append(HandshakeAppend append) {
    throw offline();
  }

  @Override
  public AppendResult append(ApplicationAppend append) {
    throw offline();
  }

  @Override
  public LogPage readLog(HubGroupId group, long fromSequence, int maxBytes) {
    throw offline();
  }

  @Override
  public List<MailItem> fetchMail(long afterId, int maxBytes) {
    throw offline();
  }

  @Override
  public void acknowledgeMail(Set<Long> ids) {
    throw offline();
  }

  @Override
  public LiveSession subscribe(Consumer<LiveEvent> listener) {
    return new Silence();
  }

  @Override
  public MediaSession openMedia(HubGroupId group, Consumer<MediaEvent> listener) {
    return new Stillness();
  }

  @Override
  public void close() {}
}

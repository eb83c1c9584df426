package dev.coterie.client.testing;

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

/// A link that passes everything on; what lies or fails overrides a call.
public class Bent implements HubLink {
  private final HubLink straight;

  /// Around a link.
  public Bent(HubLink straight) {
    this.straight = straight;
  }

  /// The link behind.
  protected final HubLink straight() {
    return straight;
  }

  @Override
  public HubIdentity identity() {
    return straight.identity();
  }

  @Override
  public HubLimits limits() {
    return straight.limits();
  }

  @Override
  public KeyPackageStock publishKeyPackages(List<KeyPackageOffer> offers) {
    return straight.publishKeyPackages(offers);
  }

  @Override
  public Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int cipherSuite) {
    return straight.claimKeyPackage(owner, cipherSuite);
  }

  @Override
  public KeyPackageStock countKeyPackages(int cipherSuite) {
    return straight.countKeyPackages(cipherSuite);
  }

  @Override
  public CreatedGroup createGroup(HubGroupId group) {
    return straight.createGroup(group);
  }

  @Override
  public AppendResult append(HandshakeAppend append) {
    return straight.append(append);
  }

  @Override
  public AppendResult append(ApplicationAppend append) {
    return straight.append(append);
  }

  @Override
  public LogPage readLog(HubGroupId group, long fromSequence, int maxBytes) {
    return straight.readLog(group, fromSequence, maxBytes);
  }

  @Override
  public List<MailItem> fetchMail(long afterId, int maxBytes) {
    return straight.fetchMail(afterId, maxBytes);
  }

  @Override
  public void acknowledgeMail(Set<Long> ids) {
    straight.acknowledgeMail(ids);
  }

  @Override
  public LiveSession subscribe(Consumer<LiveEvent> listener) {
    return straight.subscribe(listener);
  }

  @Override
  public MediaSession openMedia(HubGroupId group, Consumer<MediaEvent> listener) {
    return straight.openMedia(group, listener);
  }

  @Override
  public void close() {
    straight.close();
  }
}

package dev.coterie.hubapi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A link that passes everything on to another: for those that change or watch a call or two. Safe
/// for as many threads as the link behind.
public abstract class ForwardingHubLink implements HubLink {
  private final HubLink link;

  /// Around a link.
  protected ForwardingHubLink(HubLink link) {
    this.link = link;
  }

  /// The link behind.
  protected final HubLink link() {
    return link;
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
  public MediaSession openMedia(HubGroupId group, Consumer<MediaEvent> listener) {
    return link.openMedia(group, listener);
  }

  @Override
  public void close() {
    link.close();
  }
}

package dev.coterie.hubapi.memory;

import dev.coterie.codec.RefusedException;
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
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.hubapi.StoredKeyPackage;
import dev.coterie.hubapi.media.MediaConnection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A link by plain calls. Key packages are not parsed: their cipher suite is read from the two
/// octets where an MLSMessage with a KeyPackage has it, and they never expire.
final class InMemoryLink implements HubLink {
  private static final int SUITE_OFFSET = 6;

  private final InMemoryHub hub;
  private final HubIdentity identity;
  private final Fingerprint self;
  private final Set<HubGroupId> watched = ConcurrentHashMap.newKeySet();
  private final MediaConnection connection;
  private final List<InMemoryMedia> media = new CopyOnWriteArrayList<>();
  private volatile @Nullable Session session;

  InMemoryLink(InMemoryHub hub, HubIdentity identity) {
    this.hub = hub;
    this.identity = identity;
    this.self = identity.fingerprint();
    this.connection = hub.media().connect(self);
  }

  @Override
  public HubIdentity identity() {
    return identity;
  }

  @Override
  public HubLimits limits() {
    return hub.limits();
  }

  @Override
  public KeyPackageStock publishKeyPackages(List<KeyPackageOffer> offers) {
    return hub.store().publish(self, offers.stream().map(this::stored).toList(), now());
  }

  @Override
  public Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int cipherSuite) {
    var claimed = hub.store().claim(owner, cipherSuite, now());
    var stock = hub.store().count(owner, cipherSuite, now());
    if (stock.oneTime() < hub.limits().stockWarning()) {
      hub.tell(owner, new LiveEvent.StockLow(cipherSuite, stock));
    }
    return claimed;
  }

  @Override
  public KeyPackageStock countKeyPackages(int cipherSuite) {
    return hub.store().count(self, cipherSuite, now());
  }

  @Override
  public CreatedGroup createGroup(HubGroupId group) {
    return hub.store().create(self, group);
  }

  @Override
  public AppendResult append(HandshakeAppend append) {
    return hub.store().append(self, append);
  }

  @Override
  public AppendResult append(ApplicationAppend append) {
    return hub.store().append(self, append);
  }

  @Override
  public LogPage readLog(HubGroupId group, long fromSequence, int maxBytes) {
    return hub.store().read(self, group, fromSequence, maxBytes);
  }

  @Override
  public List<MailItem> fetchMail(long afterId, int maxBytes) {
    return hub.store().fetch(self, afterId, maxBytes);
  }

  @Override
  public void acknowledgeMail(Set<Long> ids) {
    hub.store().acknowledge(self, ids);
  }

  @Override
  public LiveSession subscribe(Consumer<LiveEvent> listener) {
    if (session != null) {
      throw new IllegalStateException("one session at a time");
    }
    var made = new Session(listener);
    session = made;
    tell(new LiveEvent.Connected());
    return made;
  }

  @Override
  public MediaSession openMedia(HubGroupId group, Consumer<MediaEvent> listener) {
    var made = new InMemoryMedia(hub, connection, group, listener);
    media.add(made);
    made.begin();
    return made;
  }

  @Override
  public void close() {
    hub.forget(this);
    media.forEach(InMemoryMedia::close);
    var open = session;
    if (open != null) {
      open.close();
    }
  }

  void tell(LiveEvent event) {
    var open = session;
    if (open != null) {
      open.add(event);
    }
  }

  void committed(LiveFanout.Committed append) {
    var group = append.record().group();
    if (append.welcomed().contains(self)) {
      tell(new LiveEvent.MailWaiting());
    }
    if (watched.contains(group)) {
      tell(new LiveEvent.Arrived(append.record()));
      if (append.removed().contains(self) && watched.remove(group)) {
        tell(new LiveEvent.Ended(group, HubRule.NOT_ON_ROSTER));
      }
    }
  }

  private Instant now() {
    return hub.clock().instant();
  }

  private StoredKeyPackage stored(KeyPackageOffer offer) {
    var octets = offer.keyPackage();
    int suite =
        octets.size() < SUITE_OFFSET + 2
            ? 0
            : octets.at(SUITE_OFFSET) << 8 | octets.at(SUITE_OFFSET + 1);
    return new StoredKeyPackage(suite, octets, offer.use(), Instant.MAX);
  }

  /// Tells the listener one event after the other, in the background.
  private final class Session implements LiveSession {
    private final Consumer<LiveEvent> listener;
    private final Queue<LiveEvent> waiting = new ArrayDeque<>();
    private boolean telling;
    private boolean closed;

    Session(Consumer<LiveEvent> listener) {
      this.listener = listener;
    }

    void add(LiveEvent event) {
      synchronized (this) {
        waiting.add(event);
        if (telling) {
          return;
        }
        telling = true;
      }
      hub.inBackground(this::tellAll);
    }

    private void tellAll() {
      for (var next = next(); next != null; next = next()) {
        listener.accept(next);
      }
    }

    private synchronized @Nullable LiveEvent next() {
      var next = closed ? null : waiting.poll();
      telling = next != null;
      return next;
    }

    @Override
    public void watch(HubGroupId group) {
      watched.add(group);
      try {
        tell(new LiveEvent.HeadMoved(group, hub.store().head(self, group)));
      } catch (RefusedException refused) {
        watched.remove(group);
        tell(new LiveEvent.Ended(group, (HubRule) refused.rule()));
      }
    }

    @Override
    public void unwatch(HubGroupId group) {
      watched.remove(group);
    }

    @Override
    public void close() {
      watched.clear();
      session = null;
      synchronized (this) {
        closed = true;
        waiting.clear();
      }
    }
  }
}

package dev.coterie.hubapi.memory;

import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.media.MediaExchange;
import dev.coterie.hubapi.media.MediaMeter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A whole hub without a transport, for tests: links talk to the store by plain calls. It believes
/// every identity, and checks no key package.
public final class InMemoryHub {
  private static final long MEDIA_BYTES = 64 << 20;

  private final HubStore store;
  private final HubLimits limits;
  private final InstantSource clock;
  private final Consumer<Runnable> background;
  private final MediaExchange<MediaEvent.Frame> media;
  private final List<InMemoryLink> links = new CopyOnWriteArrayList<>();

  /// A hub over a store in memory.
  ///
  /// @param background runs what it is given on another thread, such as
  ///   `Thread::startVirtualThread`: listeners are called there
  public InMemoryHub(HubLimits limits, InstantSource clock, Consumer<Runnable> background) {
    this(new InMemoryHubStore(limits), limits, clock, background);
  }

  /// A hub over any store, whose fan-out it takes.
  public InMemoryHub(
      HubStore store, HubLimits limits, InstantSource clock, Consumer<Runnable> background) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    this.background = background;
    this.media =
        new MediaExchange<>(
            store, limits.media(), MEDIA_BYTES, MediaMeter.NONE, () -> nanos(clock.instant()));
    store.onCommit(
        append -> {
          media.committed(append);
          links.forEach(link -> link.committed(append));
        });
  }

  /// A link that acts for an identity.
  public HubLink connect(HubIdentity identity) {
    var link = new InMemoryLink(this, identity);
    links.add(link);
    return link;
  }

  /// Breaks all media sessions, as a hub does that starts anew; they open themselves again.
  public void interruptMedia() {
    media.interrupt();
  }

  HubStore store() {
    return store;
  }

  HubLimits limits() {
    return limits;
  }

  MediaExchange<MediaEvent.Frame> media() {
    return media;
  }

  InstantSource clock() {
    return clock;
  }

  void inBackground(Runnable task) {
    background.accept(task);
  }

  void forget(InMemoryLink link) {
    links.remove(link);
  }

  void tell(Fingerprint who, LiveEvent event) {
    for (var link : links) {
      if (link.identity().fingerprint().equals(who)) {
        link.tell(event);
      }
    }
  }

  private static long nanos(Instant now) {
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}

package dev.coterie.hub;

import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.memory.InMemoryHub;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Over the hub in memory.
final class InMemoryMediaTest extends MediaConformance {
  private @Nullable InMemoryHub hub;

  @Override
  void start(HubLimits limits) {
    hub = new InMemoryHub(limits, InstantSource.system(), task -> Thread.ofVirtual().start(task));
  }

  private InMemoryHub hub() {
    var started = hub;
    if (started == null) {
      throw new IllegalStateException("start it first");
    }
    return started;
  }

  @Override
  HubLink linkOf(Person person) {
    return hub().connect(person.identity());
  }

  @Override
  void interrupt() {
    hub().interruptMedia();
  }

  @Override
  void stop() {}
}

package dev.coterie.hub;

import dev.coterie.hubapi.HubLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Hubs on free loopback ports.
final class TestHubs {
  /// Short times, small queues.
  static final TransportLimits TIGHT =
      new TransportLimits(
          12,
          Duration.ofMillis(800),
          8,
          60,
          12L << 20,
          6L << 20,
          Duration.ofSeconds(3),
          16,
          256L << 10,
          1L << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(3));

  private TestHubs() {}

  static HubServer start(Path directory) {
    return HubServer.start(config(directory));
  }

  static HubServer tight(Path directory) {
    return HubServer.start(config(directory).limitedBy(TIGHT));
  }

  static HubConfig config(Path directory) {
    return HubConfig.of(directory)
        .limitedBy(HubLimits.DEFAULT)
        .listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("never: " + what);
      }
      Thread.sleep(5);
    }
  }
}

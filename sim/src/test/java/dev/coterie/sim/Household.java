package dev.coterie.sim;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.grpc.GrpcHubLink;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.grpc.LinkTimes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLink;
import dev.coterie.mls.group.Identity;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Databases of some people in one folder, and clients over them.
final class Household {
  private final Path folder;
  private final Map<String, Unlock.KeyFile> keys = new HashMap<>();
  private final Map<String, HubLink> links = new HashMap<>();

  Household(Path folder) {
    this.folder = folder;
  }

  Path database(String name) {
    return folder.resolve(name + ".db");
  }

  Path key(String name) {
    return keys.computeIfAbsent(
            name,
            each -> Unlock.KeyFile.create(folder.resolve(each + ".key"), RandomSource.system()))
        .path();
  }

  SqliteClientStore store(String name) {
    return SqliteClientStore.open(database(name), new Unlock.KeyFile(key(name)));
  }

  Client open(String name, HubAddress hub) {
    return Client.open(
        store(name),
        identity -> {
          links.put(name, connect(hub, identity));
          return connect(hub, identity);
        },
        ClientOptions.named(name));
  }

  /// A second link of somebody whose client is open, to do what a client would not.
  HubLink link(String name) {
    return Objects.requireNonNull(links.get(name), name);
  }

  static HubLink connect(HubAddress hub, Identity identity) {
    return GrpcHubLink.to(
        hub,
        HubIdentity.of(identity.suite(), identity.keys().publicKey()),
        identity.keys().privateKey(),
        RandomSource.system(),
        LinkTimes.DEFAULT.callingWithin(Duration.ofSeconds(10)));
  }

  static void pinAll(List<Client> clients) {
    for (Client one : clients) {
      for (Client other : clients) {
        if (one != other) {
          one.contacts().pin(other.self().claimed(), other.self().fingerprint());
        }
      }
    }
  }

  static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within a minute: " + what);
      }
      Thread.sleep(10);
    }
  }
}

package dev.coterie.hub.grpc;

import dev.coterie.hub.TransportLimits;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.media.MediaConnection;
import io.grpc.Attributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One TCP connection, from accept to close: who proved a key on it, and what it has used up.
final class Connection {
  /// Where gRPC keeps it.
  static final Attributes.Key<Connection> KEY = Attributes.Key.create("coterie-connection");

  private static final int STRIKES = 16;

  private final Budget budget;
  private final RateLimit rate;
  private final Runnable cut;
  private final AtomicReference<Optional<HubIdentity>> identity =
      new AtomicReference<>(Optional.empty());
  private final AtomicBoolean inSession = new AtomicBoolean();
  private final AtomicInteger strikes = new AtomicInteger();
  private @Nullable MediaConnection media;

  Connection(TransportLimits limits, Runnable cut) {
    this.budget = new Budget(limits.bytesUnderWayPerConnection());
    this.rate = new RateLimit(limits.callsPerSecond(), System::nanoTime);
    this.cut = cut;
  }

  Optional<HubIdentity> identity() {
    return identity.get();
  }

  /// A connection proves one key, once.
  boolean admit(HubIdentity proved) {
    var before = identity.get();
    return before.isEmpty() && identity.compareAndSet(before, Optional.of(proved));
  }

  boolean allowsCall() {
    return rate.allows();
  }

  Budget budget() {
    return budget;
  }

  boolean beginSession() {
    return inSession.compareAndSet(false, true);
  }

  void endSession() {
    inSession.set(false);
  }

  /// What its media sessions share.
  synchronized MediaConnection media(Supplier<MediaConnection> connect) {
    var known = media;
    if (known == null) {
      known = connect.get();
      media = known;
    }
    return known;
  }

  /// Something that an honest client does not do; after a few, the connection is cut.
  void strike() {
    if (strikes.incrementAndGet() >= STRIKES) {
      cut.run();
    }
  }
}

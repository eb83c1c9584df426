package dev.coterie.hub.grpc;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubRule;
import io.grpc.Context;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/// Who makes the current call, and what it may still take.
record Caller(Connection connection, Lease lease, Optional<SSLSession> tls) {
  private static final Context.Key<Caller> KEY = Context.key("coterie-caller");

  /// Only valid while a handler is being called.
  static Caller current() {
    var caller = KEY.get();
    if (caller == null) {
      throw new IllegalStateException("a call that did not pass the gate");
    }
    return caller;
  }

  Context asContext() {
    return Context.current().withValue(KEY, this);
  }

  HubIdentity identity() {
    return connection
        .identity()
        .orElseThrow(() -> new RefusedException(HubRule.NOT_AUTHENTICATED, "prove a key first"));
  }
}

package dev.coterie.cli;

import dev.coterie.client.grpc.GrpcHubLink;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.grpc.LinkTimes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLink;
import dev.coterie.mls.group.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/// The way to a hub. The only class of short commands that loads the network's libraries.
final class HubDoor {
  private static final int KNOCK_MS = 3_000;

  private HubDoor() {}

  /// A link that has not connected yet.
  static HubLink to(HubAddress hub, Identity identity, Duration patience) {
    return GrpcHubLink.to(
        hub,
        HubIdentity.of(identity.suite(), identity.keys().publicKey()),
        identity.keys().privateKey(),
        RandomSource.system(),
        LinkTimes.DEFAULT.callingWithin(patience));
  }

  /// Why nobody listens there, if nobody does.
  static Optional<Stop> knock(HubAddress hub) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(hub.host(), hub.port()), KNOCK_MS);
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(
          new Stop(
              Stop.Reason.HUB_SILENT,
              "the hub does not answer at " + hub.host() + ":" + hub.port() + " (" + why(e) + ")",
              "start it there with coterie up, or choose another by coterie id --hub"));
    }
  }

  private static String why(Exception e) {
    return e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
  }
}

package dev.coterie.client.port;

import dev.coterie.hubapi.HubLink;
import dev.coterie.mls.group.Identity;

/// Makes the link to a hub for an identity, which proves itself there with its signature key.
/// Called once when a client opens; the link connects, and connects again, by itself.
@FunctionalInterface
public interface HubConnector {
  /// The link. Need not be connected yet.
  HubLink connect(Identity identity);
}

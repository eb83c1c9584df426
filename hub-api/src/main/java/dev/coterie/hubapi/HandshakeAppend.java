package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;
import java.util.Optional;

/// A request to append a commit or a proposal: everything in it happens, or nothing.
///
/// @param messageId 16 to 32 octets; asking again with the same id changes nothing and finds the
///   first
/// @param expectedLastHandshake [LogHead#lastHandshake] as the sender knows it: another value is
///   stale
public record HandshakeAppend(
    HubGroupId group,
    Bytes messageId,
    long expectedLastHandshake,
    Bytes payload,
    RosterChange roster,
    Optional<WelcomeDelivery> welcome) {
  /// Refuses ids out of range and a negative expectation.
  public HandshakeAppend {
    MessageIds.check(messageId);
    if (expectedLastHandshake < 0) {
      throw new IllegalArgumentException("negative sequence");
    }
  }

  /// A handshake that leaves the roster as it is.
  public static HandshakeAppend of(
      HubGroupId group, Bytes messageId, long expectedLastHandshake, Bytes payload) {
    return new HandshakeAppend(
        group, messageId, expectedLastHandshake, payload, RosterChange.NONE, Optional.empty());
  }

  /// Octets that it takes on the wire and on disk.
  public long size() {
    return payload.size()
        + welcome.map(WelcomeDelivery::size).orElse(0L)
        + (long) Fingerprint.SIZE * (roster.added().size() + roster.removed().size());
  }
}

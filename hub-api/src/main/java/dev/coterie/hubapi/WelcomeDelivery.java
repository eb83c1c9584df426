package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;
import java.util.Optional;
import java.util.Set;

/// A welcome for the mailboxes of members that the same handshake adds.
///
/// @param recipients who gets it; each must be among the added
/// @param welcome an MLS message; opaque to the hub, kept once however many get it
/// @param ratchetTree the tree, where it travels beside the welcome
public record WelcomeDelivery(
    Set<Fingerprint> recipients, Bytes welcome, Optional<Bytes> ratchetTree) {
  /// Refuses a welcome for nobody.
  public WelcomeDelivery {
    recipients = Set.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a welcome for nobody");
    }
  }

  /// Octets that it takes on the wire and on disk.
  public long size() {
    return (long) welcome.size() + ratchetTree.map(Bytes::size).orElse(0);
  }
}

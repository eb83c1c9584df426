package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;
import java.util.Optional;

/// A welcome in a mailbox. It stays there until acknowledged, so it may be seen more than once.
///
/// @param id grows from item to item of one mailbox
/// @param sender who added the owner
/// @param commit the record that admits the owner: its log is readable from there
/// @param welcome an MLS message
/// @param ratchetTree the tree, where it travels beside the welcome
public record MailItem(
    long id,
    HubGroupId group,
    Fingerprint sender,
    LogMark commit,
    Bytes welcome,
    Optional<Bytes> ratchetTree) {
  /// Octets that it takes on the wire.
  public long size() {
    return (long) welcome.size() + ratchetTree.map(Bytes::size).orElse(0);
  }
}

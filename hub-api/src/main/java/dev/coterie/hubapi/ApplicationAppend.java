package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// A request to append an application message, wherever the log ends.
///
/// @param messageId 16 to 32 octets; asking again with the same id changes nothing and finds the
///   first, whatever the payload: so a message that was sealed anew after a crash still stands once
public record ApplicationAppend(HubGroupId group, Bytes messageId, Bytes payload) {
  /// Refuses ids out of range.
  public ApplicationAppend {
    MessageIds.check(messageId);
  }
}

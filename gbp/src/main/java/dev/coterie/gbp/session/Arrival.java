package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.message.Epoch;

/// An application message that MLS has opened and verified, and where its record stands.
///
/// @param sender who sent it, as the message's epoch knew the leaf
/// @param epoch the epoch in which it was sealed
/// @param authenticatedData what came beside it
/// @param payload what was said
/// @param at the record that carried it, in the receiver's log; from 1
public record Arrival(
    MemberKey sender, Epoch epoch, Bytes authenticatedData, Bytes payload, LogPosition at) {
  /// Checks that the record has a place.
  public Arrival {
    if (at.sequence() < 1) {
      throw new IllegalArgumentException("a record without a place in the log");
    }
  }

  /// A message as the engine gives it.
  ///
  /// @param at the record that carried it
  public static Arrival of(Incoming.Application message, LogPosition at) {
    return new Arrival(
        MemberKey.of(message.sender()),
        message.epoch(),
        message.authenticatedData(),
        message.plaintext(),
        at);
  }
}

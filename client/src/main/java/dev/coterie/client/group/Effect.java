package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import java.util.Optional;

/// What the edge does once the batch of the step is durable, in the order given.
public sealed interface Effect {
  /// Make the group at the hub, until it stands; answer with [Input.Founded].
  record Found() implements Effect {}

  /// Append, until the hub has answered; answer with [Input.Answered] or [Input.Declined].
  record AppendHandshake(HandshakeAppend append) implements Effect {}

  /// As [AppendHandshake].
  record AppendText(ApplicationAppend append) implements Effect {}

  /// An append of that id is not needed any more: do not start it.
  record Withdraw(Bytes hubId) implements Effect {}

  /// Tell the application. The event's row goes into the same transaction as the batch.
  record Tell(ClientEvent event) implements Effect {}

  /// A command is done, or failed.
  record Settle(long ticket, Optional<CoterieException> failure) implements Effect {}

  /// Read the log from here on.
  record Follow(long sequence) implements Effect {}

  /// Keys were deleted: the store may scrub when it is convenient.
  record Scrub() implements Effect {}

  /// A call has keys of another epoch.
  record CallKeys(long call, MediaTurn turn) implements Effect {}

  /// A call is over.
  ///
  /// @param why what forbids it
  record EndCall(long call, ClientRule why) implements Effect {}

  /// The group is another object now: take it up anew from the store, before the next input.
  record Reopen() implements Effect {}

  /// Read no further: the group stands still.
  record Halt() implements Effect {}
}

package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.port.Batch;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gtp.MessageId;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.message.GroupId;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/// What can happen to a group.
public sealed interface Input {
  /// The next record of the log.
  ///
  /// @param reach whether more is known to follow
  record Read(LogRecord record, Reach reach) implements Input {}

  /// The hub gave this record and left out one before it.
  record Gap(LogRecord record) implements Input {}

  /// Nothing follows in the log for now.
  record AtHead() implements Input {}

  /// The hub says that we are off the roster, and showed all that we may still read.
  record OffRoster() implements Input {}

  /// The hub made the group.
  record Founded() implements Input {}

  /// Something to be said.
  ///
  /// @param payload an encoded text message
  record Say(MessageId messageId, Bytes payload, long ticket) implements Input {}

  /// A change of the group.
  record Want(Wish wish, long ticket) implements Input {}

  /// Somebody who asked in vain to come back tries again.
  record TryAgain(long ticket) implements Input {}

  /// Another group takes the place of this one, which stands still.
  ///
  /// @param stopped the record before which it does
  /// @param successor the group that goes on
  /// @param founder who made that
  /// @param rows become durable together with the end of this group
  /// @param events become true by them
  record Replaced(
      LogMark stopped,
      GroupId successor,
      Person founder,
      Batch rows,
      List<ClientEvent> events,
      long ticket)
      implements Input {
    public Replaced {
      events = List.copyOf(events);
    }
  }

  /// This group takes the place of another one, and what was said there.
  ///
  /// @param texts by the keys of their rows, in order
  record Adopt(SequencedMap<Bytes, CarriedText> texts, long ticket) implements Input {}

  /// Another group that took the same one's place counts more than this one.
  ///
  /// @param rows become durable with it
  record Superseded(GroupId successor, Person founder, Batch rows, long ticket) implements Input {}

  /// The hub answered an append.
  record Answered(Bytes hubId, AppendResult result) implements Input {}

  /// The hub refused an append for good.
  record Declined(Bytes hubId, RefusedException why) implements Input {}

  /// A call wants the keys of this epoch and of all that follow, as [Effect.CallKeys].
  ///
  /// @param call its number
  /// @param channel on which it speaks
  record CallOn(long call, int channel, Entry entry, long ticket) implements Input {}

  /// That call wants no keys any more.
  record CallOff(long call) implements Input {}

  /// Time has passed.
  record Tick() implements Input {}

  /// Whether a call had keys before.
  enum Entry {
    /// It begins.
    FIRST,
    /// It goes on, with an engine that was taken up again from the store.
    AGAIN
  }

  /// Whether a record is the last one known.
  enum Reach {
    /// More is known to follow.
    MORE,
    /// The newest as far as we know.
    HEAD
  }

  /// An input and when it came.
  record Timed(Instant at, Input input) {}
}

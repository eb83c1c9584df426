package dev.coterie.client.event;

import dev.coterie.gbp.ReturnReason;
import dev.coterie.gtp.MessageId;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import java.util.Optional;

/// Something that is now true, and durable. A later version may add cases: switch over the ones you
/// need, with a default.
public sealed interface ClientEvent {
  /// The group that it is about.
  GroupId group();

  /// Somebody else said something.
  record TextReceived(Message message) implements ClientEvent {
    @Override
    public GroupId group() {
      return message.group();
    }
  }

  /// A text of ours stands in the group's log, in an epoch in which every member opens it.
  ///
  /// @param messageId what [dev.coterie.client.Group#text] returned
  /// @param sequence its place
  record MessageAcknowledged(GroupId group, MessageId messageId, long sequence)
      implements ClientEvent {}

  /// A text of ours will not be sent any more.
  ///
  /// @param rule the name of the rule that forbids it
  record SendFailed(GroupId group, MessageId messageId, String rule) implements ClientEvent {}

  /// The group has new keys.
  ///
  /// @param by who committed
  record EpochChanged(GroupId group, Epoch epoch, Person by) implements ClientEvent {}

  /// Somebody is a member from this epoch on.
  record MemberAdded(GroupId group, Epoch epoch, Person member, Person by) implements ClientEvent {}

  /// Somebody is no member from this epoch on.
  record MemberRemoved(GroupId group, Epoch epoch, Person member, Person by)
      implements ClientEvent {}

  /// We are in a group.
  ///
  /// @param by who added us; ourselves if we founded it
  record Joined(GroupId group, String name, Person by) implements ClientEvent {}

  /// Somebody added us to a group; the application decides.
  ///
  /// @param mail names the invitation
  record Invited(GroupId group, String name, Person by, long mail) implements ClientEvent {}

  /// Somebody added us to a group, and it was not joined.
  ///
  /// @param rule the name of the rule that was broken
  record InvitationRefused(GroupId group, String rule) implements ClientEvent {}

  /// Somebody added us to a group by a last-resort key package that had been used before: its
  /// welcome is as secret as the least secret use of that package. A fresh one takes its place.
  ///
  /// @param uses how many welcomes came for it by now
  record LastResortReused(GroupId group, int uses) implements ClientEvent {
    public LastResortReused {
      if (uses < 2) {
        throw new IllegalArgumentException("used again, and " + uses + " times");
      }
    }
  }

  /// We are no member any more.
  ///
  /// @param by who committed the removal
  record Removed(GroupId group, Person by) implements ClientEvent {}

  /// The hub says that we are no member, and shows no commit that removed us. Nothing is deleted.
  record AccessLost(GroupId group) implements ClientEvent {}

  /// The hub shows different members different logs, or a member states something false. Nothing is
  /// sent to the group: until it has healed, if a member's statement showed it, or some records
  /// were left out; for good, if the log itself does not fit together.
  ///
  /// @param sequence where it showed
  /// @param about the member whose statement contradicts the log, if it was one
  /// @param why in words
  record ForkSuspected(GroupId group, long sequence, Optional<Person> about, String why)
      implements ClientEvent {}

  /// A commit that others may be able to process and we are not. The group goes no further here
  /// until it has healed; the record is kept as evidence.
  record CommitUnreadable(GroupId group, long sequence, String rule) implements ClientEvent {}

  /// The group's log holds messages of ours that this store does not know: it is an old copy.
  /// Nothing is sent to the group until it has healed.
  record StoreRestored(GroupId group, long sequence) implements ClientEvent {}

  /// This client cannot follow the group any more and asks its members to let it back in. Until
  /// then nothing is sent; what was said waits.
  ///
  /// @param reason why
  record HealingBegan(GroupId group, ReturnReason reason) implements ClientEvent {}

  /// This client is back, by a commit of its own; what waited is sent.
  ///
  /// @param epoch that its commit began
  /// @param missedFrom the first record that it may not have read; 0 if it does not know
  /// @param missedTo the last one; less than `missedFrom` if there is none
  record Healed(GroupId group, Epoch epoch, long missedFrom, long missedTo)
      implements ClientEvent {}

  /// This client asked to be let back in as often as it does by itself. An answer that comes later
  /// still counts; [dev.coterie.client.Group#tryAgain] asks once more. If no member ever answers,
  /// somebody has to invite it anew.
  ///
  /// @param rule the name of the rule that says what was missing
  record HealingFailed(GroupId group, String rule) implements ClientEvent {}

  /// A member that could not follow any more is back, under the same key.
  ///
  /// @param epoch that its commit began
  record MemberReturned(GroupId group, Epoch epoch, Person member) implements ClientEvent {}

  /// Nobody can open the commit before which the group stands still: everybody but its committer
  /// asks to come back because of it. [dev.coterie.client.Group#replace] makes a new group without
  /// that member.
  ///
  /// @param sequence where it stands
  /// @param committer who signed it
  record CommitUnusable(GroupId group, long sequence, Person committer) implements ClientEvent {}

  /// Another group took this one's place. What we said here and nobody has is said there.
  ///
  /// @param successor the group that goes on
  /// @param founder who made it
  record GroupReplaced(GroupId group, GroupId successor, Person founder) implements ClientEvent {}

  /// We are in a group that claims this one's place and must not have it: it is a group like any
  /// other.
  ///
  /// @param claimant the group
  /// @param founder who let us in there
  /// @param rule the name of the rule that it breaks
  record ReplacementRefused(GroupId group, GroupId claimant, Fingerprint founder, String rule)
      implements ClientEvent {}

  /// Somebody of the group whose place this one takes could not be added yet, and is added as soon
  /// as the hub has a key package.
  record MemberAwaited(GroupId group, Person member) implements ClientEvent {}

  /// A record of the log broke a rule and had no effect, here or at anybody else's.
  record RecordRefused(GroupId group, long sequence, String rule) implements ClientEvent {}
}

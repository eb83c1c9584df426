package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.util.List;
import java.util.Optional;

/// What a received message was. All of it is authenticated, but for a message that comes too early
/// to be read. Persist the delta together with what the application makes of the message: its key
/// is spent, it cannot be opened twice.
public sealed interface Incoming {
  /// What to persist.
  StateDelta delta();

  /// A member said something.
  ///
  /// @param sender the member, as the message's epoch knew it
  /// @param epoch the epoch it was sealed in: the current one, or a past one that is still kept
  /// @param generation its place among the sender's messages of that epoch: gaps are messages not
  ///   seen
  /// @param authenticatedData readable on the way, but nobody could change it
  /// @param plaintext what was said
  /// @param delta spends the message key
  record Application(
      Member sender,
      Epoch epoch,
      long generation,
      Bytes authenticatedData,
      Bytes plaintext,
      StateDelta delta)
      implements Incoming {}

  /// A member proposed something; it is kept until a commit ends the epoch, and until then we must
  /// commit before we send application data.
  ///
  /// @param reference what a commit calls it
  /// @param sender who proposed it
  /// @param proposal what is proposed
  /// @param authenticatedData what came beside it
  /// @param delta keeps the proposal
  record ProposalHeld(
      Bytes reference, Member sender, Proposal proposal, Bytes authenticatedData, StateDelta delta)
      implements Incoming {}

  /// Somebody outside the group proposed something that it may propose; it is kept like a member's
  /// proposal.
  ///
  /// @param reference what a commit calls it
  /// @param sender who proposed it: an external sender of the group, or whoever asks to be added
  /// @param proposal what is proposed
  /// @param authenticatedData what came beside it
  /// @param delta keeps the proposal
  record OutsiderProposalHeld(
      Bytes reference,
      Credential sender,
      Proposal proposal,
      Bytes authenticatedData,
      StateDelta delta)
      implements Incoming {}

  /// A member, or somebody who comes in by it, committed, and everything about it was verified;
  /// nothing is applied yet. Look at it, then [MlsGroup#merge] it or drop it.
  ///
  /// @param commit the next epoch
  /// @param delta spends the message key
  record CommitStaged(StagedCommit commit, StateDelta delta) implements Incoming {}

  /// A commit refers to proposals that we have not seen, or to pre-shared keys that nobody lent us.
  /// Its content is kept, since its key is spent: when they have arrived, call [MlsGroup#retry].
  ///
  /// @param reference names the kept commit
  /// @param missing references of the proposals it lacks
  /// @param lacking names of the pre-shared keys it lacks, known once no proposal is missing
  /// @param delta keeps the commit
  record CommitHeld(
      Bytes reference, List<Bytes> missing, List<PreSharedKeyId> lacking, StateDelta delta)
      implements Incoming {
    /// Copies the lists.
    public CommitHeld {
      missing = List.copyOf(missing);
      lacking = List.copyOf(lacking);
    }
  }

  /// A message belongs to an epoch that we have not reached: it is kept as it came, unread and
  /// unproven. When [GroupView#ready] names it, call [MlsGroup#retry].
  ///
  /// @param reference names the kept message
  /// @param epoch that it claims
  /// @param delta keeps the message
  record MessageEarly(Bytes reference, Epoch epoch, StateDelta delta) implements Incoming {}

  /// A message of ours came back. Of an encrypted one no more was read than what says so, since its
  /// key is spent: any member could have written it, but not under a name of ours elsewhere.
  ///
  /// @param kind what it carries
  /// @param epoch its epoch
  /// @param generation its place among our messages of that kind, if it was encrypted
  /// @param commit if it is our registered pending commit: merge it now
  /// @param delta nothing, or what earlier refused messages had used up
  record OwnMessage(
      ContentType kind,
      Epoch epoch,
      Optional<Long> generation,
      Optional<StagedCommit> commit,
      StateDelta delta)
      implements Incoming {}
}

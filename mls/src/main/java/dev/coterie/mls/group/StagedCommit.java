package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.CommitRule;
import java.util.List;
import java.util.Optional;

/// A commit that was made, or received and verified, and is not applied yet: the next epoch, to
/// look at. Immutable; dropping it costs nothing. It can be merged once, in the epoch that it was
/// made in.
public final class StagedCommit {
  private final CommitSummary summary;
  private final Bytes base;
  private final Optional<NextEpoch> next;
  private final Optional<Outgoing> outgoing;

  /// What leaves with a commit of our own.
  ///
  /// @param commit the MLSMessage
  /// @param welcome for those whom it adds
  /// @param ratchetTree for those whom it adds, if it is not in the welcome
  /// @param reserved rows to store before sending
  /// @param weight bytes that count against the budget of the epoch it ends
  record Outgoing(
      Bytes commit,
      Optional<Bytes> welcome,
      Optional<Bytes> ratchetTree,
      Optional<StateDelta> reserved,
      long weight) {}

  StagedCommit(
      CommitSummary summary, Bytes base, Optional<NextEpoch> next, Optional<Outgoing> outgoing) {
    this.summary = summary;
    this.base = base;
    this.next = next;
    this.outgoing = outgoing;
  }

  /// The commit as an MLSMessage to send.
  ///
  /// @throws IllegalStateException if somebody else made it
  public Bytes commitMessage() {
    return outgoing
        .map(Outgoing::commit)
        .orElseThrow(() -> new IllegalStateException("a commit of another member"));
  }

  /// Whether we made it.
  public boolean isOwn() {
    return outgoing.isPresent();
  }

  /// The welcome for all whom our commit adds, as an MLSMessage: send it once the commit is
  /// accepted.
  public Optional<Bytes> welcome() {
    return outgoing.flatMap(Outgoing::welcome);
  }

  /// The ratchet tree for those whom our commit adds, if it goes beside the welcome.
  public Optional<Bytes> ratchetTree() {
    return outgoing.flatMap(Outgoing::ratchetTree);
  }

  /// What must be durable before our commit is sent: present when it reserved generations or bytes.
  public Optional<StateDelta> reserved() {
    return outgoing.flatMap(Outgoing::reserved);
  }

  long weight() {
    return outgoing.map(Outgoing::weight).orElse(0L);
  }

  /// The group.
  public GroupId groupId() {
    return summary.groupId();
  }

  /// The epoch that it ends.
  public Epoch epochBefore() {
    return summary.epochBefore();
  }

  /// Whether somebody from outside made it, who comes in by it: it is among [#added], and if it
  /// takes the place of a former self, that is among [#removed].
  public boolean isExternal() {
    return summary.added().contains(summary.committer());
  }

  /// Who made it: as the old epoch knew it, or, from outside, as the new one does.
  public Member committer() {
    return summary.committer();
  }

  /// Who comes in, as the new epoch knows them.
  public List<Member> added() {
    return summary.added();
  }

  /// Who goes out, as the old epoch knew them.
  public List<Member> removed() {
    return summary.removed();
  }

  /// Whose leaf is replaced, committer included if the commit has a path, as the new epoch knows
  /// them.
  public List<Member> updated() {
    return summary.updated();
  }

  /// The group context extensions of the new epoch.
  public List<Extension> extensions() {
    return summary.extensions();
  }

  /// The pre-shared keys that it mixes in, in the order of the key schedule.
  public List<PreSharedKeyId> psks() {
    return summary.psks();
  }

  /// What the group goes on as, if this commit ends it: see [Succession].
  public Optional<Proposal.ReInit> reInit() {
    return next.flatMap(one -> one.epoch().reInit());
  }

  /// Whether it removes us. It was verified as far as somebody outside the new epoch can, and
  /// merging it closes the group.
  public boolean selfRemoved() {
    return next.isEmpty();
  }

  /// References of proposals of this epoch that our commit could not take, and that end with the
  /// epoch.
  public List<Bytes> leftOut() {
    return summary.leftOut();
  }

  /// What the committer put beside it.
  public Bytes authenticatedData() {
    return summary.authenticatedData();
  }

  /// Equal for all members after the commit, or nothing if it removes us.
  public Optional<Bytes> epochAuthenticator() {
    return next.map(one -> one.epoch().secrets().epochAuthenticator());
  }

  CommitSummary summary() {
    return summary;
  }

  Bytes base() {
    return base;
  }

  NextEpoch next() {
    return next.orElseThrow(() -> new IllegalStateException("no epoch follows for us"));
  }

  Outgoing outgoing() {
    return outgoing.orElseThrow(() -> new IllegalStateException("a commit of another member"));
  }

  Optional<Identity> identity() {
    return next.flatMap(NextEpoch::identity);
  }

  /// Refuses to be merged anywhere but in the epoch it was made in.
  void requireBase(GroupState state) {
    if (!base.equals(state.epoch().base())) {
      throw new RefusedException(
          CommitRule.STALE,
          "made for epoch " + epochBefore() + ", the group is in " + state.epoch().number());
    }
  }

  StagedCommit requireOwn(GroupState state) {
    requireBase(state);
    if (!isOwn()) {
      throw new IllegalArgumentException("only a commit of our own waits for acceptance");
    }
    return this;
  }

  /// Wipes what only this commit holds: another one won.
  void discard(EpochState current) {
    next.ifPresent(
        lost -> {
          lost.epoch().secrets().close();
          lost.encryptionSecret().close();
          lost.epoch().keys().wipeUnless(current.keys());
        });
  }

  @Override
  public String toString() {
    return "StagedCommit[" + summary.epochBefore() + " by leaf " + committer().index() + "]";
  }
}

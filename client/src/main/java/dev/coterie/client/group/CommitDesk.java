package dev.coterie.client.group;

import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.Proposed;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.Proposal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Changes of the group that we make. One handshake is under way at a time: made, registered,
/// stored, appended by compare-and-set; its echo in the log is what makes it true. If another
/// commit is in the log first, ours is dropped and the wish behind it tried again in the new epoch.
final class CommitDesk {
  /// A wish and how far it came.
  private record Job(Wish wish, long ticket, int attempts, Instant notBefore) {
    Job later(Instant time) {
      return new Job(wish, ticket, attempts + 1, time);
    }
  }

  /// What the hub said last about the handshake under way.
  private enum Answer {
    NONE,
    STANDS,
    STALE
  }

  private static final int MAX_DOUBLINGS = 6;
  private static final int LAST_TURN = 16;

  private final GroupCore core;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private @Nullable PendingRow pending;
  private @Nullable Job current;
  private Answer answer = Answer.NONE;
  private long expected = -1;
  private @Nullable Instant respondAt;
  private boolean proposedToLeave;

  CommitDesk(GroupCore core, Optional<PendingRow> pending) {
    this.core = core;
    this.pending = pending.orElse(null);
    // Should they all be others', ours follows in the next epoch.
    this.proposedToLeave =
        pending.isPresent() || (core.hasKeys() && !core.mls().proposals().isEmpty());
  }

  void want(Wish wish, long ticket) {
    if (wish instanceof Wish.Leave) {
      leave(ticket);
    } else {
      core.requireSending();
      jobs.add(new Job(wish, ticket, 0, core.now()));
    }
  }

  private void leave(long ticket) {
    core.requireSending();
    if (core.mls().memberCount() == 1) {
      throw new RefusedException(ClientRule.LAST_MEMBER, core.row().name());
    }
    core.row(core.row().with(GroupStatus.LEAVING));
    core.settle(ticket);
  }

  boolean isUnderWay() {
    return pending != null;
  }

  /// Whether a change waits that has to come before our next text.
  boolean comesFirst() {
    return pending != null || isDue();
  }

  private boolean isDue() {
    return !jobs.isEmpty() && !jobs.getFirst().notBefore().isAfter(core.now());
  }

  Optional<Instant> wakeAt() {
    Instant job = jobs.isEmpty() ? null : jobs.getFirst().notBefore();
    if (pending != null || job == null) {
      return pending != null ? Optional.empty() : Optional.ofNullable(respondAt);
    }
    return Optional.of(respondAt != null && respondAt.isBefore(job) ? respondAt : job);
  }

  /// After a restart: the handshake whose fate is open goes out again, unless its epoch is over.
  void resend() {
    if (pending != null) {
      append();
    }
  }

  /// Makes the next handshake, if there is reason and nothing is under way.
  ///
  /// @param speaking whether texts wait, which a proposal of another member holds up
  void advance(boolean speaking) {
    if (!core.speaks()) {
      return;
    }
    if (pending != null) {
      appendAgainIfStale();
      return;
    }
    if (core.row().status() == GroupStatus.LEAVING) {
      proposeToLeave();
      if (pending != null) {
        return;
      }
    }
    noteDuties(speaking);
    if (isDue()) {
      stage(jobs.removeFirst());
    }
  }

  private void appendAgainIfStale() {
    if (answer == Answer.STALE && core.row().lastHandshake() != expected) {
      append();
    }
  }

  /// Nobody else's proposal waits for ever: before our next text we commit it, and otherwise the
  /// members take turns by leaf, each waiting a little longer than the one before.
  private void noteDuties(boolean speaking) {
    if (core.mls().commitDue()) {
      if (respondAt == null) {
        respondAt = core.now().plus(core.limits.patience().multipliedBy(turn()));
      }
      if (jobs.isEmpty() && (speaking || !respondAt.isAfter(core.now()))) {
        jobs.addFirst(new Job(new Wish.CommitProposals(), 0, 0, core.now()));
      }
    } else {
      respondAt = null;
      if (core.mls().updateDue() && jobs.isEmpty()) {
        jobs.addFirst(new Job(new Wish.Update(), 0, 0, core.now()));
      }
    }
  }

  private long turn() {
    long before =
        core.mls()
            .members()
            .map(Member::index)
            .takeWhile(leaf -> leaf.compareTo(core.mls().self()) < 0)
            .limit(LAST_TURN)
            .count();
    return core.row().status() == GroupStatus.LEAVING ? before + LAST_TURN : before;
  }

  private void stage(Job job) {
    try {
      var request = Requests.of(core, job.wish(), job.attempts());
      if (request.isEmpty()) {
        core.settle(job.ticket());
        return;
      }
      StagedCommit staged = core.mls().stage(request.get(), core.random, core.now());
      staged.reserved().ifPresent(core::store);
      core.store(core.mls().keep(staged));
      current = job;
      begin(
          new PendingRow(
              PendingRow.Kind.COMMIT,
              core.random.bytes(16),
              staged.epochBefore(),
              staged.commitMessage(),
              roster(staged),
              welcome(staged)));
    } catch (RefusedException e) {
      core.store(core.mls().spent());
      core.settle(job.ticket(), e);
    }
  }

  private static RosterChange roster(StagedCommit staged) {
    return new RosterChange(fingerprints(staged.added()), fingerprints(staged.removed()));
  }

  private static Optional<WelcomeDelivery> welcome(StagedCommit staged) {
    return staged
        .welcome()
        .map(
            message ->
                new WelcomeDelivery(fingerprints(staged.added()), message, staged.ratchetTree()));
  }

  private static Set<Fingerprint> fingerprints(Collection<Member> members) {
    return members.stream().map(Members::fingerprint).collect(Collectors.toSet());
  }

  private void proposeToLeave() {
    if (!proposedToLeave) {
      Proposed proposed =
          core.mls().propose(new Proposal.Remove(core.mls().self()), core.random, core.now());
      core.store(proposed.delta());
      proposedToLeave = true;
      begin(
          new PendingRow(
              PendingRow.Kind.PROPOSAL,
              core.random.bytes(16),
              core.mls().epoch(),
              proposed.message(),
              RosterChange.NONE,
              Optional.empty()));
    }
  }

  private void begin(PendingRow row) {
    pending = row;
    core.batch().put(Table.PENDING, GroupKeys.of(core.id), PendingRow.CODEC.encode(row));
    append();
  }

  private void append() {
    expected = core.row().lastHandshake();
    answer = Answer.NONE;
    core.effect(new Effect.AppendHandshake(live().append(core.hubId, expected)));
  }

  private PendingRow live() {
    if (pending == null) {
      throw new IllegalStateException("no handshake under way");
    }
    return pending;
  }

  void answered(Bytes hubId, AppendResult result) {
    if (isPending(hubId)) {
      answer =
          switch (result) {
            case AppendResult.Accepted _, AppendResult.Duplicate _ -> Answer.STANDS;
            case AppendResult.Stale _ -> Answer.STALE;
          };
    }
  }

  /// The hub refuses it for good, so it is in no log.
  void declined(Bytes hubId, RefusedException why) {
    if (isPending(hubId)) {
      if (live().kind() == PendingRow.Kind.COMMIT) {
        core.store(core.mls().forget());
      }
      Job job = current;
      drop();
      if (job != null) {
        core.settle(job.ticket(), why);
      }
    }
  }

  boolean isPending(Bytes hubId) {
    return pending != null && pending.hubId().equals(hubId);
  }

  /// Our proposal stands in the log.
  void proposalStands(LogRecord record) {
    if (isPending(record.messageId())) {
      drop();
    }
  }

  /// An epoch has ended by a commit: ours, or another that makes ours void.
  void epochEnded(StagedCommit merged) {
    respondAt = null;
    proposedToLeave = false;
    if (pending == null) {
      return;
    }
    core.effect(new Effect.Withdraw(pending.hubId()));
    Job job = current;
    drop();
    if (job == null) {
      return;
    }
    if (merged.isOwn()) {
      core.settle(job.ticket());
    } else if (job.attempts() + 1 >= core.limits.commitAttempts()) {
      core.settle(
          job.ticket(),
          new RefusedException(ClientRule.COMMIT_CONTENDED, job.attempts() + 1 + " attempts"));
    } else if (!(job.wish() instanceof Wish.CommitProposals)) {
      jobs.addFirst(job.later(core.now().plusMillis(pause(job.attempts()))));
    }
  }

  /// Random, so that losers do not meet again.
  private long pause(int attempts) {
    Bytes dice = core.random.bytes(4);
    int number = (dice.at(0) << 16) | (dice.at(1) << 8) | dice.at(2);
    long longest = core.limits.backOff().toMillis() << Math.min(attempts, MAX_DOUBLINGS);
    return number % (longest + 1);
  }

  /// Nothing will be changed any more.
  void abandon(ClientRule rule) {
    if (pending != null) {
      core.effect(new Effect.Withdraw(pending.hubId()));
      if (current != null) {
        jobs.addFirst(current);
      }
      drop();
    }
    for (Job job = jobs.pollFirst(); job != null; job = jobs.pollFirst()) {
      core.settle(job.ticket(), new RefusedException(rule, core.row().name()));
    }
  }

  private void drop() {
    pending = null;
    current = null;
    answer = Answer.NONE;
    core.batch().delete(Table.PENDING, GroupKeys.of(core.id));
  }
}

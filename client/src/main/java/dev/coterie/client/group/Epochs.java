package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Rule;
import dev.coterie.codec.WireWriter;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.StagedCommit;
import java.util.Optional;

/// The turns of a group's life: into the next epoch, out of the group, and to a stop.
final class Epochs {
  private final GroupCore core;
  private final OutboxDesk outbox;
  private final CommitDesk commits;
  private final MediaDesk media;
  private final ReturnDesk returns;
  private final AnswerDesk answers;

  Epochs(
      GroupCore core,
      OutboxDesk outbox,
      CommitDesk commits,
      MediaDesk media,
      ReturnDesk returns,
      AnswerDesk answers) {
    this.core = core;
    this.outbox = outbox;
    this.commits = commits;
    this.media = media;
    this.returns = returns;
    this.answers = answers;
  }

  /// The first valid commit of the epoch stands in the log.
  void enter(StagedCommit staged, LogRecord record) {
    Person by = Person.of(staged.committer());
    core.store(core.mls().merge(staged));
    if (staged.selfRemoved()) {
      removed(by);
      return;
    }
    core.framing().merged(staged, core.batch());
    outbox.epochEnded();
    commits.epochEnded(staged);
    media.epochEntered(staged);
    answers.epochEnded(staged);
    tell(staged, by);
    core.effect(new Effect.Scrub());
    name();
  }

  private void tell(StagedCommit staged, Person by) {
    core.tell(new ClientEvent.EpochChanged(core.id, core.mls().epoch(), by));
    if (staged.isExternal()) {
      core.tell(new ClientEvent.MemberReturned(core.id, core.mls().epoch(), by));
      return;
    }
    staged
        .removed()
        .forEach(
            gone ->
                core.tell(
                    new ClientEvent.MemberRemoved(
                        core.id, core.mls().epoch(), Person.of(gone), by)));
    staged
        .added()
        .forEach(
            fresh ->
                core.tell(
                    new ClientEvent.MemberAdded(
                        core.id, core.mls().epoch(), Person.of(fresh), by)));
  }

  private void name() {
    if (!core.row().name().equals(Profile.name(core.mls().context().extensions()))) {
      core.row(
          new GroupRow(
              Profile.name(core.mls().context().extensions()),
              core.row().status(),
              core.row().mark(),
              core.row().lastHandshake(),
              core.row().nextOrder()));
    }
  }

  /// We are out, by a commit that we verified.
  private void removed(Person by) {
    core.row(core.row().with(GroupStatus.REMOVED));
    outbox.abandon(ClientRule.NOT_A_MEMBER);
    commits.abandon(ClientRule.NOT_A_MEMBER);
    media.stop(ClientRule.NOT_A_MEMBER);
    core.batch()
        .deleteAll(Table.MLS, GroupKeys.of(core.id))
        .deleteAll(Table.GBP, GroupKeys.of(core.id))
        .deleteAll(Table.LOG_HASH, GroupKeys.of(core.id))
        .deleteAll(Table.OWN_SENT, GroupKeys.of(core.id))
        .deleteAll(Table.MEDIA_RESERVATION, GroupKeys.of(core.id))
        .deleteAll(Table.RETURN_REQUEST, GroupKeys.of(core.id))
        .deleteAll(Table.STUCK, GroupKeys.of(core.id));
    returns.abandon();
    core.tell(new ClientEvent.Removed(core.id, by));
    core.effect(new Effect.Scrub());
    core.effect(new Effect.Halt());
  }

  /// The hub says that we are out, and showed no commit for it. Its word deletes nothing.
  void accessLost() {
    core.caughtUp(false);
    media.stop(ClientRule.ACCESS_LOST);
    core.tell(new ClientEvent.AccessLost(core.id));
  }

  /// An answer of the hub contradicts the log that it shows.
  void forkedAt(long sequence, String why) {
    returns.abandon();
    stop(GroupStatus.FORKED, ClientRule.FORK_SUSPECTED);
    core.tell(new ClientEvent.ForkSuspected(core.id, sequence, Optional.empty(), why));
  }

  /// The log breaks: what we were shown does not fit what we had seen. We stand still before it,
  /// since there is no log to come back on: people decide.
  void forked(LogRecord record, Optional<Person> about, String why) {
    evidence(record);
    boolean known = core.row().status() == GroupStatus.FORKED && !returns.isUnderWay();
    returns.abandon();
    if (!known) {
      stop(GroupStatus.FORKED, ClientRule.FORK_SUSPECTED);
      core.tell(new ClientEvent.ForkSuspected(core.id, record.sequence(), about, why));
    }
    core.effect(new Effect.Halt());
  }

  /// A member's signed statement contradicts our log. We read on, send nothing, and come back on
  /// the log that the hub shows now; the evidence stays.
  void contradicted(LogRecord record, Person about, String why) {
    evidence(record);
    if (core.row().status() != GroupStatus.FORKED) {
      core.tell(new ClientEvent.ForkSuspected(core.id, record.sequence(), Optional.of(about), why));
      stuck(GroupStatus.FORKED, ReturnReason.FORKED, record, false);
    }
  }

  /// Something of ours that we do not know.
  ///
  /// @param blind whether it is a commit, so that we have not the keys of what follows
  void behind(LogRecord record, boolean blind) {
    evidence(record);
    if (core.row().status() != GroupStatus.BEHIND) {
      core.tell(new ClientEvent.StoreRestored(core.id, record.sequence()));
    }
    stuck(GroupStatus.BEHIND, ReturnReason.BEHIND, record, blind);
  }

  /// Records before this one are not to be had.
  void missed(LogRecord record) {
    evidence(record);
    if (core.row().status() != GroupStatus.MISSED) {
      core.tell(
          new ClientEvent.ForkSuspected(
              core.id, record.sequence(), Optional.empty(), "the hub leaves out records"));
    }
    stuck(GroupStatus.MISSED, ReturnReason.MISSED, record, true);
  }

  /// A commit that others may open. We only watch the log from here on.
  void blocked(LogRecord record, Rule rule) {
    evidence(record);
    core.tell(new ClientEvent.CommitUnreadable(core.id, record.sequence(), rule.name()));
    stuck(GroupStatus.BLOCKED, ReturnReason.BLOCKED, record, true);
  }

  /// Taken up from the store in a state that goes no further.
  void takenUp() {
    if (returns.isUnderWay()) {
      return;
    }
    switch (core.row().status()) {
      case FOUNDING, ACTIVE, LEAVING, REMOVED, FORKED, REPLACED, SUPERSEDED -> {}
      case BEHIND -> returns.begin(ReturnReason.BEHIND, Optional.empty(), false);
      case BLOCKED -> returns.begin(ReturnReason.BLOCKED, Optional.empty(), true);
      case MISSED -> returns.begin(ReturnReason.MISSED, Optional.empty(), true);
      case LOST -> {
        returns.begin(ReturnReason.LOST, Optional.empty(), true);
        stop(GroupStatus.LOST, ClientRule.STATE_LOST);
      }
    }
  }

  private void stuck(GroupStatus status, ReturnReason reason, LogRecord record, boolean blind) {
    returns.begin(reason, Optional.of(Framing.position(record.mark())), blind);
    stop(status, status.silence().orElseThrow());
  }

  private void stop(GroupStatus status, ClientRule rule) {
    core.row(core.row().with(status));
    commits.abandon(rule);
    media.stop(rule);
    outbox.withdraw();
  }

  private void evidence(LogRecord record) {
    Bytes row =
        new WireWriter()
            .uint8(1)
            .uint64(record.sequence())
            .uint8(record.kind().code())
            .raw(record.sender().value())
            .opaque(record.messageId())
            .opaque(record.payload())
            .raw(record.previousHash())
            .raw(record.hash())
            .toBytes();
    core.batch().put(Table.EVIDENCE, GroupKeys.of(core.id, record.sequence()), row);
  }
}

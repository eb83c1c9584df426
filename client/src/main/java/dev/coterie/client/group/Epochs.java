package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Rule;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.StagedCommit;
import java.util.Optional;

/// The turns of a group's life: into the next epoch, out of the group, and to a stop.
final class Epochs {
  private final GroupCore core;
  private final OutboxDesk outbox;
  private final CommitDesk commits;
  private final MediaDesk media;

  Epochs(GroupCore core, OutboxDesk outbox, CommitDesk commits, MediaDesk media) {
    this.core = core;
    this.outbox = outbox;
    this.commits = commits;
    this.media = media;
  }

  /// The first valid commit of the epoch stands in the log.
  void enter(StagedCommit staged, LogRecord record) {
    Person by = Person.of(staged.committer());
    core.store(core.mls.merge(staged));
    if (staged.selfRemoved()) {
      removed(by);
      return;
    }
    core.framing.merged(staged, core.batch());
    outbox.epochEnded();
    commits.epochEnded(staged);
    media.epochEntered(staged);
    core.tell(new ClientEvent.EpochChanged(core.id, core.mls.epoch(), by));
    staged
        .removed()
        .forEach(
            gone ->
                core.tell(
                    new ClientEvent.MemberRemoved(core.id, core.mls.epoch(), Person.of(gone), by)));
    staged
        .added()
        .forEach(
            fresh ->
                core.tell(
                    new ClientEvent.MemberAdded(core.id, core.mls.epoch(), Person.of(fresh), by)));
    core.effect(new Effect.Scrub());
    if (!core.row().name().equals(Profile.name(core.mls.context().extensions()))) {
      core.row(
          new GroupRow(
              Profile.name(core.mls.context().extensions()),
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
        .deleteAll(Table.MEDIA_RESERVATION, GroupKeys.of(core.id));
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
    stop(GroupStatus.FORKED, ClientRule.FORK_SUSPECTED);
    core.tell(new ClientEvent.ForkSuspected(core.id, sequence, Optional.empty(), why));
  }

  /// The log breaks: what we were shown does not fit what we had seen. We stand still before it.
  void forked(LogRecord record, Optional<Person> about, String why) {
    evidence(record);
    if (core.row().status() != GroupStatus.FORKED) {
      stop(GroupStatus.FORKED, ClientRule.FORK_SUSPECTED);
      core.tell(new ClientEvent.ForkSuspected(core.id, record.sequence(), about, why));
    }
    core.effect(new Effect.Halt());
  }

  /// A member's signed statement contradicts our log. We read on, and send nothing.
  void contradicted(LogRecord record, Person about, String why) {
    evidence(record);
    if (core.row().status() != GroupStatus.FORKED) {
      stop(GroupStatus.FORKED, ClientRule.FORK_SUSPECTED);
      core.tell(new ClientEvent.ForkSuspected(core.id, record.sequence(), Optional.of(about), why));
    }
  }

  /// Something of ours that we do not know.
  void behind(LogRecord record) {
    evidence(record);
    if (core.row().status() != GroupStatus.BEHIND) {
      stop(GroupStatus.BEHIND, ClientRule.STORE_BEHIND_LOG);
      core.tell(new ClientEvent.StoreRestored(core.id, record.sequence()));
    }
  }

  /// A commit that others may open. We stand still before it.
  void blocked(LogRecord record, Rule rule) {
    evidence(record);
    stop(GroupStatus.BLOCKED, ClientRule.GROUP_BLOCKED);
    core.tell(new ClientEvent.CommitUnreadable(core.id, record.sequence(), rule.name()));
    core.effect(new Effect.Halt());
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

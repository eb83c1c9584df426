package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Message;
import dev.coterie.client.event.Person;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.gbp.session.Verdict;
import dev.coterie.gtp.GtpInbox;
import dev.coterie.gtp.GtpMessage;
import dev.coterie.gtp.Received;
import dev.coterie.gtp.TextMessage;
import dev.coterie.hubapi.HashChain;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.ReceptionRule;
import java.util.Optional;

/// The records of the log, one after the other. Whatever a record does to the group, it does here,
/// in the order that all members share; and each of its refusals is one that every member makes,
/// except where the group stops.
final class LogIntake {
  private static final System.Logger LOG = System.getLogger(LogIntake.class.getName());

  private final GroupCore core;
  private final OutboxDesk outbox;
  private final CommitDesk commits;
  private final Epochs epochs;
  private final Promises promises;
  private final ReturnDesk returns;
  private final AnswerDesk answers;
  private final ReplaceDesk replacing;

  LogIntake(
      GroupCore core,
      OutboxDesk outbox,
      CommitDesk commits,
      Epochs epochs,
      Promises promises,
      ReturnDesk returns,
      AnswerDesk answers,
      ReplaceDesk replacing) {
    this.core = core;
    this.outbox = outbox;
    this.commits = commits;
    this.epochs = epochs;
    this.promises = promises;
    this.returns = returns;
    this.answers = answers;
    this.replacing = replacing;
  }

  /// The records before this one are not to be had: we go on from it, as somebody who watches.
  void gap(LogRecord record) {
    boolean stopped = core.row().status() == GroupStatus.FORKED && !returns.isUnderWay();
    if (stopped
        || !core.row().status().reads()
        || record.sequence() <= core.row().mark().sequence() + 1) {
      return;
    }
    if (!HashChain.isIntact(record) || !record.group().equals(core.hubId)) {
      epochs.forked(record, Optional.empty(), "the record does not continue the log");
      return;
    }
    epochs.missed(record);
    if (!returns.take(record)) {
      watch(record);
      advance(record);
    }
    core.effect(new Effect.Follow(record.sequence() + 1));
  }

  /// Takes the record after the last one; any other was meant for a state that was thrown away.
  void read(LogRecord record) {
    if (!core.row().status().reads() || record.sequence() != core.row().mark().sequence() + 1) {
      return;
    }
    if (!HashChain.follows(core.row().mark(), record) || !record.group().equals(core.hubId)) {
      epochs.forked(record, Optional.empty(), "the record does not continue the log");
      return;
    }
    if (!promises.keeps(record)) {
      epochs.forked(record, Optional.empty(), "the hub had acknowledged another record here");
      return;
    }
    if (returns.take(record)) {
      return;
    }
    if (returns.isBlind()) {
      watch(record);
    } else {
      open(record);
    }
    if (core.row().status().reads()) {
      advance(record);
    }
  }

  private void open(LogRecord record) {
    try {
      process(record);
    } catch (MalformedException e) {
      refused(record, "MALFORMED " + e.field());
    } catch (RefusedException e) {
      core.store(core.mls().spent());
      refusedBy(record, e);
    }
  }

  /// What somebody reads of the log who can open nothing in it: who asks to come back, who is
  /// answered, and who is back.
  private void watch(LogRecord record) {
    try {
      if (!mail(record)
          && record.kind() == LogRecord.Kind.HANDSHAKE
          && MlsMessage.CODEC.decode(record.payload()) instanceof PublicMessage message
          && message.content().sender() instanceof Sender.NewMemberCommit) {
        answers.gone(record.sender());
      }
    } catch (MalformedException | RefusedException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing that leads back", e);
    }
  }

  /// Requests to come back, and answers to them.
  ///
  /// @return whether the record is one
  private boolean mail(LogRecord record) {
    if (record.kind() != LogRecord.Kind.APPLICATION) {
      return false;
    }
    if (ReturnAnswer.isMeant(record.payload())) {
      ReturnAnswer answer = ReturnAnswer.FORM.decode(record.payload());
      returns.answered(record, answer);
      answers.answered(answer);
      return true;
    }
    if (AnswerDesk.isRequest(record.payload())) {
      answers.asked(record);
      return true;
    }
    return false;
  }

  private void advance(LogRecord record) {
    long handshake =
        record.kind() == LogRecord.Kind.HANDSHAKE ? record.sequence() : core.row().lastHandshake();
    core.row(core.row().at(record.mark(), handshake));
    core.hashes.read(record, core.batch());
  }

  private void process(LogRecord record) {
    if (mail(record)) {
      return;
    }
    Envelope envelope = Envelope.of(record.payload());
    envelope.require(record, core.mls());
    var echo = outbox.echoed(record);
    if (echo.isPresent()) {
      outbox.confirm(echo.get(), record);
      return;
    }
    switch (core.mls().receive(record.payload(), core.now())) {
      case Incoming.Application text -> application(text, record);
      case Incoming.ProposalHeld held -> {
        core.store(held.delta());
        look(held.sender(), held.authenticatedData(), record);
      }
      case Incoming.OutsiderProposalHeld held -> core.store(held.delta());
      case Incoming.CommitStaged staged -> {
        core.store(staged.delta());
        commit(staged.commit(), record);
      }
      case Incoming.CommitHeld held -> {
        // Every member has the same proposals, as they stand in the same log: it is void for all.
        core.store(held.delta());
        refused(record, "PROPOSAL_MISSING");
      }
      case Incoming.MessageEarly early -> {
        // The log is in order: no epoch that it lacks comes later.
        core.store(early.delta());
        refused(record, ReceptionRule.EPOCH_AHEAD.name());
      }
      case Incoming.OwnMessage own -> {
        core.store(own.delta());
        own(own, record);
      }
    }
  }

  private void application(Incoming.Application text, LogRecord record) {
    core.store(text.delta());
    switch (core.framing().accept(text, record, core.batch())) {
      case Verdict.Delivered delivered -> delivered(text, delivered, record);
      case Verdict.Forked _ ->
          epochs.contradicted(
              record, Person.of(text.sender()), "its log position contradicts our log");
      case Verdict.Refused refused -> refused(record, refused.rule().name());
    }
  }

  private void delivered(
      Incoming.Application incoming, Verdict.Delivered delivered, LogRecord record) {
    var received = GtpInbox.over(core.framing()).accept(delivered.sender(), delivered.payload());
    switch (received) {
      case Received.Fresh(TextMessage text, var digest) -> {
        core.framing().seen(delivered.sender(), text.id(), digest, core.batch());
        keep(incoming, text, record);
      }
      case Received.Fresh(GtpMessage _, _) -> refused(record, ClientRule.NOT_A_TEXT.name());
      case Received.Repeated _ -> refused(record, ClientRule.TEXT_DUPLICATE.name());
      case Received.Refused(var rule, _) -> refused(record, rule.name());
    }
  }

  private void keep(Incoming.Application incoming, TextMessage text, LogRecord record) {
    var message =
        new Message(
            core.id,
            record.sequence(),
            incoming.epoch(),
            Person.of(incoming.sender()),
            incoming.sender().index(),
            incoming.generation(),
            text.id(),
            text.text(),
            text.head().sentAt());
    core.batch()
        .put(
            Table.MESSAGE, GroupKeys.of(core.id, record.sequence()), Message.CODEC.encode(message));
    core.tell(new ClientEvent.TextReceived(message));
  }

  private void commit(StagedCommit staged, LogRecord record) {
    if (!Profile.isKept(core.mls().context().extensions(), staged.extensions())) {
      refused(record, ClientRule.PROFILE_CHANGED.name());
      return;
    }
    if (!staged.psks().isEmpty()) {
      // Members do not all keep the same epochs, so some would follow it and some could not.
      refused(record, "PSK_UNEXPECTED");
      return;
    }
    if (staged.reInit().isPresent()) {
      refused(record, "REINIT_UNEXPECTED");
      return;
    }
    if (staged.isExternal()) {
      if (!isReturn(staged, record)) {
        refused(record, ClientRule.RETURN_FOREIGN.name());
        return;
      }
      if (staged.selfRemoved()) {
        // We came back, and this store is from before that.
        epochs.behind(record, true);
        return;
      }
    }
    var committer = staged.committer();
    var data = staged.authenticatedData();
    epochs.enter(staged, record);
    if (!staged.selfRemoved() && !staged.isOwn()) {
      look(committer, data, record);
    }
  }

  /// Whether a member takes its own place, under its own name at the hub.
  private static boolean isReturn(StagedCommit staged, LogRecord record) {
    Member committer = staged.committer();
    return staged.removed().size() == 1
        && staged.removed().getFirst().key().equals(committer.key())
        && record.sender().equals(Person.of(committer).fingerprint());
  }

  private void look(Member sender, Bytes data, LogRecord record) {
    core.framing()
        .look(sender, core.mls().epoch(), data, record, core.batch())
        .ifPresent(
            _ ->
                epochs.contradicted(
                    record, Person.of(sender), "the log position beside its handshake"));
  }

  private void own(Incoming.OwnMessage own, LogRecord record) {
    if (own.kind() == ContentType.PROPOSAL) {
      commits.proposalStands(record);
    } else if (own.commit().isPresent()) {
      commit(own.commit().get(), record);
    } else if (isReplay(own) || !record.sender().equals(core.self().fingerprint())) {
      // Its signature was not looked at, since its key is spent: another member can make such a
      // record,
      // but not under our name at the hub.
      refused(record, ClientRule.OWN_REPLAY.name());
    } else {
      epochs.behind(record, false);
    }
  }

  private boolean isReplay(Incoming.OwnMessage own) {
    return own.kind() == ContentType.APPLICATION
        && own.generation()
            .filter(generation -> core.framing().wasSent(own.epoch(), generation))
            .isPresent();
  }

  private void refusedBy(LogRecord record, RefusedException refusal) {
    Rule rule = refusal.rule();
    if (rule == ReceptionRule.RESTORED_COPY || rule == CommitRule.OWN_COMMIT_LOST) {
      epochs.behind(record, rule == CommitRule.OWN_COMMIT_LOST);
    } else if (rule.remedy() == Remedy.DROP || rule.remedy() == Remedy.RETRY) {
      refused(record, rule.name());
    } else {
      epochs.blocked(record, rule);
      replacing.blocked(record, core.mls().authorOf(refusal));
    }
  }

  private void refused(LogRecord record, String rule) {
    core.tell(new ClientEvent.RecordRefused(core.id, record.sequence(), rule));
  }
}

package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gtp.MessageId;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.LogMark;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.sframe.SFrameSuite;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One group at one member: see the package. Not thread-safe: it has one owner, who makes each
/// step's batch durable before the next effect leaves. If that fails, or if a call throws, the
/// engine is to be thrown away and taken up again from the store.
public final class GroupEngine {
  private final GroupCore core;
  private final OutboxDesk outbox;
  private final CommitDesk commits;
  private final MediaDesk media;
  private final Epochs epochs;
  private final LogIntake intake;
  private final Promises promises;
  private final ReturnDesk returns;
  private final AnswerDesk answers;
  private final ReplaceDesk replacing;
  private boolean accessLost;

  /// What is under way in a group that is taken up.
  ///
  /// @param texts not yet confirmed
  /// @param pending a handshake whose fate is open
  /// @param healing our own way back
  /// @param entering MLS rows of the epoch that we are about to enter
  /// @param requests of members that want to come back
  /// @param stuck the commit that stopped the group
  record UnderWay(
      List<OutboxRow> texts,
      Optional<PendingRow> pending,
      Optional<HealingRow> healing,
      List<Put> entering,
      List<ReturnRow> requests,
      Optional<StuckRow> stuck) {
    static final UnderWay NOTHING =
        new UnderWay(
            List.of(), Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());
  }

  GroupEngine(GroupCore core, ReturnKit kit, UnderWay rows) {
    this.core = core;
    this.outbox = new OutboxDesk(core, rows.texts());
    this.commits = new CommitDesk(core, rows.pending());
    this.media = new MediaDesk(core);
    this.returns = new ReturnDesk(core, kit, outbox, rows.healing(), rows.entering());
    this.answers = new AnswerDesk(core, kit.self(), rows.requests());
    this.replacing = new ReplaceDesk(core, outbox, commits, media, returns, answers, rows.stuck());
    this.epochs = new Epochs(core, outbox, commits, media, returns, answers);
    this.promises = new Promises(core.hashes::at);
    this.intake =
        new LogIntake(core, outbox, commits, epochs, promises, returns, answers, replacing);
  }

  /// Takes one input.
  public Step handle(Instant now, Input input) {
    if (returns.isOver()) {
      throw new IllegalStateException("the group is to be taken up anew");
    }
    core.begin(now);
    epochs.takenUp();
    switch (input) {
      case Input.Read(var record, var reach) -> {
        intake.read(record);
        if (reach == Input.Reach.HEAD && !returns.isOver()) {
          caughtUp();
        }
      }
      case Input.Gap(var record) -> intake.gap(record);
      case Input.AtHead _ -> caughtUp();
      case Input.OffRoster _ -> offRoster();
      case Input.Founded _ -> founded();
      case Input.Say(var id, var payload, var ticket) ->
          command(ticket, () -> say(id, payload, ticket));
      case Input.Want(var wish, var ticket) -> command(ticket, () -> commits.want(wish, ticket));
      case Input.TryAgain(var ticket) -> {
        returns.afresh();
        core.settle(ticket);
      }
      case Input.Replaced end -> command(end.ticket(), () -> replacing.replaced(end));
      case Input.Adopt texts -> command(texts.ticket(), () -> replacing.adopt(texts));
      case Input.Superseded other -> command(other.ticket(), () -> replacing.superseded(other));
      case Input.Answered(var hubId, var result) -> answered(hubId, result);
      case Input.Declined(var hubId, var why) -> {
        commits.declined(hubId, why);
        outbox.declined(hubId, why);
        returns.declined(hubId, why);
        answers.settled(hubId);
      }
      case Input.CallOn wanted -> command(wanted.ticket(), () -> call(wanted));
      case Input.CallOff(var call) -> media.end(call);
      case Input.Tick _ -> {}
    }
    moveOn();
    return core.end();
  }

  private void say(MessageId id, Bytes payload, long ticket) {
    outbox.say(id, payload);
    core.settle(ticket);
  }

  private void call(Input.CallOn wanted) {
    if (accessLost) {
      throw new RefusedException(ClientRule.ACCESS_LOST, core.row().name());
    }
    media.begin(wanted);
  }

  /// A refusal of a command is the answer to it.
  private void command(long ticket, Runnable work) {
    try {
      work.run();
    } catch (RefusedException e) {
      core.settle(ticket, e);
    }
  }

  private void caughtUp() {
    if (!core.caughtUp() && core.row().status() != GroupStatus.FOUNDING) {
      core.caughtUp(true);
      media.caughtUp();
      if (core.speaks()) {
        commits.resend();
        outbox.resend();
      }
      returns.resend();
    }
  }

  private void founded() {
    if (core.row().status() == GroupStatus.FOUNDING) {
      core.row(core.row().with(GroupStatus.ACTIVE));
      core.effect(new Effect.Follow(core.row().mark().sequence() + 1));
    }
  }

  private void offRoster() {
    if (core.row().status() != GroupStatus.REMOVED && !accessLost) {
      accessLost = true;
      epochs.accessLost();
    }
  }

  private void answered(Bytes hubId, AppendResult result) {
    commits.answered(hubId, result);
    returns.answered(hubId, result);
    answers.settled(hubId);
    switch (result) {
      case AppendResult.Accepted(var mark) -> hear(mark);
      case AppendResult.Duplicate(var mark) -> hear(mark);
      case AppendResult.Stale _ -> {}
    }
  }

  private void hear(LogMark mark) {
    if (core.row().status().sends() && !promises.hear(mark, core.row().mark().sequence())) {
      epochs.forkedAt(mark.sequence(), "the hub acknowledges what is not in the log it shows");
    }
  }

  private void moveOn() {
    if (returns.isOver()) {
      return;
    }
    if (core.row().status().sends()) {
      commits.advance(outbox.hasUnsealed());
      if (!commits.comesFirst()) {
        outbox.flush();
      }
    }
    answers.advance(core.speaks() || onlyDoubts());
    returns.advance();
    replacing.look();
  }

  /// Whether nothing is wrong with our keys, and we only saw evidence of a fork.
  private boolean onlyDoubts() {
    return core.row().status() == GroupStatus.FORKED
        && core.caughtUp()
        && returns.isUnderWay()
        && !returns.isBlind();
  }

  /// When to call with a [Input.Tick] if nothing else comes first.
  public Optional<Instant> wakeAt() {
    return Stream.of(
            core.speaks() ? commits.wakeAt() : Optional.<Instant>empty(),
            returns.wakeAt(),
            answers.wakeAt())
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /// The group's id.
  public GroupId id() {
    return core.id;
  }

  /// What is stored about it.
  public GroupRow row() {
    return core.row();
  }

  /// The epoch; of a group that removed us, the last one that we were in.
  public Epoch epoch() {
    return core.mls().epoch();
  }

  /// The commit before which the group stands still, if it does.
  public Optional<StuckRow> stuck() {
    return replacing.stuck();
  }

  /// Members that asked to come back and are not back yet, in the order of the log.
  public List<OpenRequest> openRequests() {
    return answers.requests();
  }

  /// Who is in it, by leaf. Nobody, once we are out or the group was replaced, or if the group's
  /// rows cannot be read.
  public List<Member> members() {
    return !core.row().status().reads() || !core.hasKeys()
        ? List.of()
        : core.mls().members().toList();
  }

  /// The suite of the group's audio.
  ///
  /// @throws RefusedException if it has none, or one that we do not know
  public SFrameSuite mediaSuite() {
    return media.suite();
  }

  /// Ourselves.
  public Member self() {
    core.requireMember();
    return core.mls().member(core.mls().self()).orElseThrow();
  }

  /// Equal for all members of the epoch and for nobody else.
  public Bytes epochAuthenticator() {
    core.requireMember();
    return core.mls().epochAuthenticator();
  }

  /// Whether nothing that we said or wanted is still under way.
  public boolean isQuiet() {
    return outbox.isEmpty() && !commits.isUnderWay();
  }

  /// Wipes what is in memory.
  public void close() {
    if (core.hasKeys()) {
      core.mls().close();
    }
  }
}

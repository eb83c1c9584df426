package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gtp.MessageId;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.LogMark;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.sframe.SFrameSuite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
  private boolean accessLost;

  GroupEngine(GroupCore core, List<OutboxRow> texts, Optional<PendingRow> pending) {
    this.core = core;
    this.outbox = new OutboxDesk(core, texts);
    this.commits = new CommitDesk(core, pending);
    this.media = new MediaDesk(core);
    this.epochs = new Epochs(core, outbox, commits, media);
    this.promises = new Promises(core.framing::headAt);
    this.intake = new LogIntake(core, outbox, commits, epochs, promises);
  }

  /// Takes one input.
  public Step handle(Instant now, Input input) {
    core.begin(now);
    switch (input) {
      case Input.Read(var record, var reach) -> {
        intake.read(record);
        if (reach == Input.Reach.HEAD) {
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
      case Input.Answered(var hubId, var result) -> answered(hubId, result);
      case Input.Declined(var hubId, var why) -> {
        commits.declined(hubId, why);
        outbox.declined(hubId, why);
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
    if (core.row().status().sends()) {
      commits.advance(outbox.hasUnsealed());
      if (!commits.comesFirst()) {
        outbox.flush();
      }
    }
  }

  /// When to call with a [Input.Tick] if nothing else comes first.
  public Optional<Instant> wakeAt() {
    return core.row().status().sends() ? commits.wakeAt() : Optional.empty();
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
    return core.mls.epoch();
  }

  /// Who is in it, by leaf. Nobody, once we are out.
  public List<Member> members() {
    return core.row().status() == GroupStatus.REMOVED ? List.of() : core.mls.members().toList();
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
    return core.mls.member(core.mls.self()).orElseThrow();
  }

  /// Equal for all members of the epoch and for nobody else.
  public Bytes epochAuthenticator() {
    core.requireMember();
    return core.mls.epochAuthenticator();
  }

  /// Whether nothing that we said or wanted is still under way.
  public boolean isQuiet() {
    return outbox.isEmpty() && !commits.isUnderWay();
  }

  /// Wipes what is in memory.
  public void close() {
    core.mls.close();
  }
}

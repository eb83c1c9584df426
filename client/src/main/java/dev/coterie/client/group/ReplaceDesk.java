package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.port.Table;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.Member;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The end of a group that nobody can follow, and what is carried into the one that takes its
/// place.
final class ReplaceDesk {
  private static final List<Table> KEYS =
      List.of(
          Table.MLS,
          Table.GBP,
          Table.LOG_HASH,
          Table.OWN_SENT,
          Table.MEDIA_RESERVATION,
          Table.PENDING,
          Table.ENTERING,
          Table.HEALING,
          Table.RETURN_REQUEST,
          Table.STUCK);

  private final GroupCore core;
  private final OutboxDesk outbox;
  private final CommitDesk commits;
  private final MediaDesk media;
  private final ReturnDesk returns;
  private final AnswerDesk answers;
  private @Nullable StuckRow stuck;

  ReplaceDesk(
      GroupCore core,
      OutboxDesk outbox,
      CommitDesk commits,
      MediaDesk media,
      ReturnDesk returns,
      AnswerDesk answers,
      Optional<StuckRow> stuck) {
    this.core = core;
    this.outbox = outbox;
    this.commits = commits;
    this.media = media;
    this.returns = returns;
    this.answers = answers;
    this.stuck = stuck.orElse(null);
  }

  /// A commit stands in the log that we cannot open.
  ///
  /// @param committer whose signature it carries
  void blocked(LogRecord record, Optional<Member> committer) {
    save(new StuckRow(record.mark(), committer.map(Person::of), StuckRow.Word.NONE));
  }

  private void save(StuckRow row) {
    stuck = row;
    core.batch().put(Table.STUCK, GroupKeys.of(core.id), StuckRow.CODEC.encode(row));
  }

  /// The commit that stopped us, while it does.
  Optional<StuckRow> stuck() {
    return Optional.ofNullable(stuck).filter(_ -> core.row().status() == GroupStatus.BLOCKED);
  }

  /// Looks whether everybody but its committer asks to come back because of the same commit: then
  /// nobody can open it, and nobody who could is left to answer.
  void look() {
    Optional<StuckRow> row = stuck().filter(each -> each.word() == StuckRow.Word.NONE);
    if (row.isEmpty() || row.get().committer().isEmpty()) {
      return;
    }
    StuckRow now = row.get();
    Person committer = now.committer().get();
    Set<Fingerprint> asking =
        answers.requests().stream()
            .filter(
                each -> each.stuckAt().filter(Framing.position(now.record())::equals).isPresent())
            .map(OpenRequest::member)
            .collect(Collectors.toSet());
    boolean all =
        core.mls()
            .members()
            .filter(member -> !member.index().equals(core.mls().self()))
            .map(Members::fingerprint)
            .filter(member -> !member.equals(committer.fingerprint()))
            .allMatch(asking::contains);
    if (all) {
      save(now.told());
      core.tell(new ClientEvent.CommitUnusable(core.id, now.record().sequence(), committer));
    }
  }

  /// Another group takes our place. What was not confirmed goes there: nothing that waits stands in
  /// the log before the commit, and what stands behind it counts for nobody.
  void replaced(Input.Replaced input) {
    LogMark at = stuck().map(StuckRow::record).orElseThrow(this::notStuck);
    if (!at.equals(input.stopped())) {
      throw notStuck();
    }
    outbox.carry(input.successor());
    commits.abandon(ClientRule.GROUP_REPLACED);
    media.stop(ClientRule.GROUP_REPLACED);
    returns.abandon();
    core.row(core.row().with(GroupStatus.REPLACED));
    KEYS.forEach(table -> core.batch().deleteAll(table, GroupKeys.of(core.id)));
    core.batch().append(input.rows());
    core.tell(new ClientEvent.GroupReplaced(core.id, input.successor(), input.founder()));
    input.events().forEach(core::tell);
    core.effect(new Effect.Scrub());
    core.effect(new Effect.Halt());
    core.settle(input.ticket());
  }

  private RefusedException notStuck() {
    return new RefusedException(ClientRule.NOT_STUCK, core.row().name());
  }

  /// We take the place of a group, and what was said there.
  void adopt(Input.Adopt input) {
    core.requireSending();
    input
        .texts()
        .forEach(
            (key, text) -> {
              outbox.adopt(text);
              core.batch().delete(Table.CARRIED, key);
            });
    core.settle(input.ticket());
  }

  /// Two groups took the same one's place, and the other one counts. We go on reading, for those
  /// who have not heard, and say nothing more.
  void superseded(Input.Superseded input) {
    if (core.row().status().silence().isPresent()) {
      throw new RefusedException(ClientRule.GROUP_REPLACED, core.row().name());
    }
    if (!outbox.isEmpty() || commits.isUnderWay()) {
      throw new RefusedException(ClientRule.STILL_SENDING, core.row().name());
    }
    commits.abandon(ClientRule.GROUP_REPLACED);
    media.stop(ClientRule.GROUP_REPLACED);
    boolean known = core.row().status() != GroupStatus.FOUNDING;
    core.row(core.row().with(known ? GroupStatus.SUPERSEDED : GroupStatus.REPLACED));
    core.batch().append(input.rows());
    core.tell(new ClientEvent.GroupReplaced(core.id, input.successor(), input.founder()));
    core.settle(input.ticket());
  }
}

package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.KeyExport;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.gbp.ReturnRequest;
import dev.coterie.gbp.session.GbpSession;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.message.Extension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Our own way back into a group that we cannot follow any more.
///
/// ```
///   begin ─▶ request in the log ─▶ answer in the log ─▶ new state durable ─▶ external commit
///     ▲  nobody answers: longer and longer pauses, 5 times          │            │
///     └──────────── another handshake was first: state dropped ◀────┴─ echo ─▶ back, taken up anew
/// ```
final class ReturnDesk {
  private static final int TRIES = 5;
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final Duration PACKAGE_LIFE = Duration.ofDays(28);
  private static final int CANDIDATES = 16;

  private final GroupCore core;
  private final ReturnKit kit;
  private final OutboxDesk outbox;
  private final AnswerPieces pieces = new AnswerPieces();
  private final Deque<AnswerPieces.Whole> candidates = new ArrayDeque<>();
  private final List<Put> entering = new ArrayList<>();
  private @Nullable HealingRow row;
  private boolean over;

  ReturnDesk(
      GroupCore core,
      ReturnKit kit,
      OutboxDesk outbox,
      Optional<HealingRow> row,
      Collection<Put> entering) {
    this.core = core;
    this.kit = kit;
    this.outbox = outbox;
    this.row = row.orElse(null);
    this.entering.addAll(entering);
  }

  /// Whether we are on the way back.
  boolean isUnderWay() {
    return row != null && row.isUnderWay();
  }

  /// Whether nothing in the log can be opened.
  boolean isBlind() {
    return row != null && row.isUnderWay() && row.blind();
  }

  /// Whether we are back: the engine is to be taken up anew.
  boolean isOver() {
    return over;
  }

  /// We cannot follow any more.
  ///
  /// @param stuckAt the record that says so, if any
  /// @param blind whether nothing from there on can be opened
  void begin(ReturnReason reason, Optional<LogPosition> stuckAt, boolean blind) {
    LogPosition place = stuckAt.orElse(new LogPosition(0, HealingRow.Ask.NO_HASH));
    HealingRow before = row;
    if (before != null && before.isUnderWay()) {
      if (blind && !before.blind()) {
        save(before.blindFrom(place));
      }
      return;
    }
    int asked =
        before != null && before.at().plus(REMEMBERED).isAfter(core.now()) ? before.attempts() : 0;
    boolean leaving = core.row().status() == GroupStatus.LEAVING;
    save(
        new HealingRow(
            HealingRow.Stage.ASKING,
            reason,
            place,
            blind,
            leaving,
            asked,
            core.now().plusMillis(dice(core.limits.patience().toMillis())),
            Optional.empty(),
            Optional.empty()));
    core.tell(new ClientEvent.HealingBegan(core.id, reason));
  }

  /// A person wants it tried again.
  void afresh() {
    if (row != null && row.isUnderWay()) {
      save(row.afresh(core.now()));
    }
  }

  /// There is no way back: the hub contradicts itself, or we are out.
  void abandon() {
    if (row != null) {
      dropEntry(row);
      row = null;
      core.batch().delete(Table.HEALING, GroupKeys.of(core.id));
    }
  }

  private void save(HealingRow changed) {
    row = changed;
    core.batch().put(Table.HEALING, GroupKeys.of(core.id), HealingRow.CODEC.encode(changed));
  }

  private long dice(long bound) {
    Bytes octets = core.random.bytes(4);
    long number =
        ((octets.at(0) & 0xffL) << 24)
            | ((octets.at(1) & 0xffL) << 16)
            | ((octets.at(2) & 0xffL) << 8)
            | (octets.at(3) & 0xffL);
    return number % (bound + 1);
  }

  /// After a restart, once the log was read to its end: what was under way goes out again.
  void resend() {
    HealingRow now = row;
    if (now == null || !now.isUnderWay()) {
      return;
    }
    now.ask().filter(ask -> ask.sequence() == 0).ifPresent(this::post);
    now.entry().ifPresent(this::post);
  }

  private void post(HealingRow.Ask ask) {
    core.effect(
        new Effect.AppendText(new ApplicationAppend(core.hubId, ask.hubId(), ask.message())));
  }

  private void post(HealingRow.Entry entry) {
    core.effect(
        new Effect.AppendHandshake(
            HandshakeAppend.of(core.hubId, entry.hubId(), entry.expected(), entry.commit())));
  }

  /// Asks, or enters, if it is time.
  void advance() {
    HealingRow now = row;
    if (now == null || !now.isUnderWay() || over || !core.caughtUp() || now.entry().isPresent()) {
      return;
    }
    if (enter(now)) {
      return;
    }
    if (now.stage() == HealingRow.Stage.ASKING && !now.at().isAfter(core.now())) {
      ask(now);
    }
  }

  private void ask(HealingRow now) {
    if (now.attempts() >= TRIES) {
      save(now.givenUp(core.now()));
      core.tell(new ClientEvent.HealingFailed(core.id, ClientRule.NOBODY_ANSWERED.name()));
      return;
    }
    var stuckAt = Optional.of(now.stuckAt()).filter(place -> place.sequence() > 0);
    var request = new ReturnRequest(core.id, now.reason(), stuckAt, now.attempts() + 1);
    var extension = new Extension.Unknown(ReturnRequest.TYPE, ReturnRequest.FORM.encode(request));
    now.ask().ifPresent(old -> core.effect(new Effect.Withdraw(old.hubId())));
    try (var bundle =
        KeyPackages.create(
            kit.identity(),
            KeyPackages.lifetime(core.now(), PACKAGE_LIFE),
            List.of(extension),
            core.random)) {
      var ask =
          new HealingRow.Ask(
              core.random.bytes(16),
              KeyPackages.message(bundle.keyPackage()),
              bundle.encode(KeyExport.dangerously()),
              0,
              HealingRow.Ask.NO_HASH);
      long pause = (core.limits.patience().toMillis() * ReturnRow.PATIENCES) << now.attempts();
      save(now.asking(ask, core.now().plusMillis(pause + dice(pause / 2))));
      post(ask);
    }
  }

  /// Looks at a record before anybody else does.
  ///
  /// @return whether it was ours to deal with: we are back
  boolean take(LogRecord record) {
    HealingRow now = row;
    if (now == null || !now.isUnderWay()) {
      return false;
    }
    var entry = now.entry();
    if (entry.isPresent() && record.kind() == LogRecord.Kind.HANDSHAKE) {
      if (record.messageId().equals(entry.get().hubId())
          && record.payload().equals(entry.get().commit())
          && record.sender().equals(kit.self())) {
        back(now, record);
        return true;
      }
      dropEntry(now);
    }
    now.ask()
        .filter(ask -> record.messageId().equals(ask.hubId()))
        .filter(ask -> record.payload().equals(ask.message()))
        .ifPresent(ask -> save(row().ask(ask.standsAt(record.sequence(), record.hash()))));
    return false;
  }

  private HealingRow row() {
    if (row == null) {
      throw new IllegalStateException("not on the way back");
    }
    return row;
  }

  /// An answer stands in the log, perhaps to us.
  void answered(LogRecord record, ReturnAnswer answer) {
    HealingRow now = row;
    if (now == null || now.ask().isEmpty() || now.ask().get().sequence() != answer.request()) {
      return;
    }
    HealingRow.Ask ask = now.ask().get();
    boolean ours =
        answer.position().sequence() >= ask.sequence()
            && answer.position().sequence() < record.sequence()
            && core.hashes
                .at(answer.position().sequence())
                .filter(hash -> !hash.equals(answer.position().head()))
                .isEmpty();
    if (!ours) {
      refused(record.sequence(), ClientRule.ANSWER_POSITION.name());
      return;
    }
    pieces
        .add(record, answer)
        .filter(_ -> candidates.size() < CANDIDATES)
        .ifPresent(candidates::add);
  }

  private void refused(long sequence, String rule) {
    core.tell(new ClientEvent.RecordRefused(core.id, sequence, rule));
  }

  private boolean enter(HealingRow now) {
    for (var answer = candidates.poll(); answer != null; answer = candidates.poll()) {
      if (answer.position().sequence() < core.row().lastHandshake()) {
        continue;
      }
      try {
        var entered = new ReturnCheck(core, kit).enter(now.ask().orElseThrow(), answer);
        entered.group().close();
        core.batch().deleteAll(Table.ENTERING, GroupKeys.of(core.id));
        entering.clear();
        entering.addAll(entered.delta().puts());
        entering.forEach(
            put -> core.batch().put(Table.ENTERING, GroupKeys.of(core.id, put.key()), put.value()));
        var entry =
            new HealingRow.Entry(
                core.random.bytes(16),
                entered.commit(),
                answer.position().sequence(),
                core.row().lastHandshake());
        save(now.entry(Optional.of(entry)));
        post(entry);
        return true;
      } catch (MalformedException e) {
        refused(answer.record(), "MALFORMED " + e.field());
      } catch (RefusedException e) {
        refused(answer.record(), e.rule().name());
      }
    }
    return false;
  }

  /// The hub has answered.
  void answered(Bytes hubId, AppendResult result) {
    HealingRow now = row;
    if (now == null || now.entry().filter(entry -> entry.hubId().equals(hubId)).isEmpty()) {
      return;
    }
    HealingRow.Entry entry = now.entry().get();
    if (result instanceof AppendResult.Stale(_, var head)) {
      if (head.lastHandshake() <= entry.answeredAt() && head.lastHandshake() != entry.expected()) {
        HealingRow.Entry again = entry.expecting(head.lastHandshake());
        save(now.entry(Optional.of(again)));
        post(again);
      } else {
        dropEntry(now);
      }
    }
  }

  /// The hub refuses for good.
  void declined(Bytes hubId, CoterieException why) {
    HealingRow now = row;
    if (now != null && now.entry().filter(entry -> entry.hubId().equals(hubId)).isPresent()) {
      dropEntry(now);
    }
  }

  private void dropEntry(HealingRow now) {
    now.entry()
        .ifPresent(
            entry -> {
              core.effect(new Effect.Withdraw(entry.hubId()));
              core.batch().deleteAll(Table.ENTERING, GroupKeys.of(core.id));
              entering.clear();
              save(now.entry(Optional.empty()));
            });
  }

  /// Our commit stands in the log, directly behind the epoch that the answer spoke of.
  private void back(HealingRow now, LogRecord record) {
    Bytes prefix = GroupKeys.of(core.id);
    for (Table left :
        List.of(
            Table.MLS,
            Table.GBP,
            Table.OWN_SENT,
            Table.MEDIA_RESERVATION,
            Table.PENDING,
            Table.ENTERING)) {
      core.batch().deleteAll(left, prefix);
    }
    entering.forEach(
        put -> core.batch().put(Table.MLS, GroupKeys.of(core.id, put.key()), put.value()));
    try (MlsGroup fresh = MlsGroup.restore(kit.engine(), kit.identity(), entering)) {
      var started = GbpSession.begin(Framing.key(fresh.member(fresh.self()).orElseThrow()));
      started.delta().puts().forEach(this::gbp);
      outbox.returned(started.session()).forEach(this::gbp);
      core.row(
          new GroupRow(
              Profile.name(fresh.context().extensions()),
              now.leaving() ? GroupStatus.LEAVING : GroupStatus.ACTIVE,
              record.mark(),
              record.sequence(),
              core.row().nextOrder()));
      core.hashes.read(record, core.batch());
      save(now.back(core.now()));
      core.tell(
          new ClientEvent.Healed(
              core.id, fresh.epoch(), now.stuckAt().sequence(), record.sequence() - 1));
    }
    over = true;
    core.effect(new Effect.Scrub());
    core.effect(new Effect.Reopen());
  }

  private void gbp(Put put) {
    core.batch().put(Table.GBP, GroupKeys.of(core.id, put.key()), put.value());
  }

  /// When to look again.
  Optional<Instant> wakeAt() {
    return Optional.ofNullable(row)
        .filter(_ -> core.caughtUp())
        .filter(now -> now.stage() == HealingRow.Stage.ASKING && now.entry().isEmpty())
        .map(HealingRow::at);
  }
}

package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Message;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.session.Composed;
import dev.coterie.gbp.session.GbpSession;
import dev.coterie.gbp.session.Outgoing;
import dev.coterie.gtp.GtpMessage;
import dev.coterie.gtp.MessageId;
import dev.coterie.gtp.TextMessage;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.group.Sealed;
import dev.coterie.mls.message.GroupId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What we say, from the call to the echo. A text is kept first, sealed when it may leave, and
/// confirmed when its record stands in the log in the epoch it was sealed in. A commit that comes
/// before it makes it be sealed again.
final class OutboxDesk {
  private final GroupCore core;
  private final TreeMap<Long, OutboxRow> waiting = new TreeMap<>();
  private final Map<Bytes, Long> sealedForms = new HashMap<>();

  OutboxDesk(GroupCore core, Collection<OutboxRow> rows) {
    this.core = core;
    rows.forEach(this::note);
  }

  void say(MessageId messageId, Bytes payload) {
    core.requireSending();
    if (waiting.size() >= core.limits.outboxTexts()) {
      throw new RefusedException(ClientRule.OUTBOX_FULL, waiting.size() + " texts wait");
    }
    accept(messageId, payload);
  }

  private void accept(MessageId messageId, Bytes payload) {
    long order = core.row().nextOrder();
    Outgoing message = core.framing().compose(payload, core.batch());
    core.row(core.row().nextOrder(order + 1));
    keep(new OutboxRow(order, messageId, message, 0, Optional.empty()));
  }

  /// Says what was said in the group whose place this one takes, once.
  void adopt(CarriedText text) {
    boolean here =
        waiting.values().stream().anyMatch(row -> row.messageId().equals(text.messageId()));
    if (!here) {
      accept(text.messageId(), text.payload());
    }
  }

  /// Everything that was not confirmed goes to another group.
  void carry(GroupId successor) {
    for (OutboxRow row : List.copyOf(waiting.values())) {
      row.sealing().ifPresent(form -> core.effect(new Effect.Withdraw(form.hubId())));
      forget(row);
      var text = new CarriedText(row.messageId(), row.message().payload());
      core.batch()
          .put(Table.CARRIED, GroupKeys.of(successor, row.order()), CarriedText.CODEC.encode(text));
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean hasUnsealed() {
    return sealedForms.size() < waiting.size();
  }

  /// Seals what may leave.
  void flush() {
    if (!core.speaks() || !hasUnsealed() || core.mls().commitDue()) {
      return;
    }
    for (OutboxRow row : List.copyOf(waiting.values())) {
      if (sealedForms.size() >= core.limits.inFlight() || core.mls().updateDue()) {
        return;
      }
      if (row.sealing().isEmpty()) {
        seal(row);
      }
    }
  }

  private void seal(OutboxRow row) {
    Bytes header = core.framing().header(row.message(), core.row().mark());
    Sealed sealed = core.mls().seal(header, row.message().payload(), core.random);
    sealed.delta().ifPresent(core::store);
    Bytes hubId = row.attempts() == 0 ? row.messageId().value() : core.random.bytes(16);
    OutboxRow next =
        row.sealed(
            new OutboxRow.Sealing(
                hubId, core.mls().epoch(), sealed.generation(), sealed.message()));
    keep(next);
    post(next.sealing().orElseThrow());
  }

  private void post(OutboxRow.Sealing form) {
    core.effect(
        new Effect.AppendText(new ApplicationAppend(core.hubId, form.hubId(), form.message())));
  }

  /// After a restart: what was sealed and may or may not have reached the hub goes out again, the
  /// same octets under the same id.
  void resend() {
    waiting.values().forEach(row -> row.sealing().ifPresent(this::post));
  }

  /// The row whose sealed form a record holds.
  Optional<OutboxRow> echoed(LogRecord record) {
    return Optional.ofNullable(sealedForms.get(record.messageId()))
        .map(waiting::get)
        .filter(row -> row.sealing().orElseThrow().message().equals(record.payload()));
  }

  /// An own text stands in the log where it counts.
  void confirm(OutboxRow row, LogRecord record) {
    OutboxRow.Sealing form = row.sealing().orElseThrow();
    forget(row);
    Message message = message(row, form, record.sequence());
    core.batch()
        .put(Table.MESSAGE, GroupKeys.of(core.id, record.sequence()), Message.CODEC.encode(message))
        .put(
            Table.ACKNOWLEDGED,
            GroupKeys.of(core.id, row.messageId().value()),
            Acknowledged.CODEC.encode(new Acknowledged(row.messageId(), record.sequence())));
    core.framing().sent(form.epoch(), form.generation(), core.batch());
    core.tell(new ClientEvent.MessageAcknowledged(core.id, row.messageId(), record.sequence()));
  }

  private Message message(OutboxRow row, OutboxRow.Sealing form, long sequence) {
    if (!(GtpMessage.FORM.decode(row.message().payload()) instanceof TextMessage text)) {
      throw new IllegalStateException("the outbox holds texts only");
    }
    return new Message(
        core.id,
        sequence,
        form.epoch(),
        core.self(),
        core.mls().self(),
        form.generation(),
        text.id(),
        text.text(),
        text.head().sentAt());
  }

  /// The hub refuses a text for good.
  void declined(Bytes hubId, RefusedException why) {
    Long order = sealedForms.get(hubId);
    OutboxRow row = order == null ? null : waiting.get(order);
    if (row != null) {
      forget(row);
      core.tell(new ClientEvent.SendFailed(core.id, row.messageId(), why.rule().name()));
    }
  }

  /// The epoch is over: sealed forms that were not confirmed never will be.
  void epochEnded() {
    for (OutboxRow row : new ArrayList<>(waiting.values())) {
      row.sealing()
          .ifPresent(
              form -> {
                core.effect(new Effect.Withdraw(form.hubId()));
                sealedForms.remove(form.hubId());
                keep(row.unsealed());
              });
    }
    core.batch().deleteAll(Table.OWN_SENT, GroupKeys.of(core.id));
  }

  /// We are back as a new member: every text that was not confirmed gets a new number, and keeps
  /// its id. Under a new append id too: the hub may have taken the old one from a later state of
  /// ours that this store does not know.
  ///
  /// @return rows of the session
  List<Put> returned(GbpSession session) {
    var puts = new ArrayList<Put>();
    for (OutboxRow row : List.copyOf(waiting.values())) {
      Composed composed = session.compose(StreamType.TEXT, 0, Set.of(), row.message().payload());
      puts.addAll(composed.delta().puts());
      keep(
          new OutboxRow(
              row.order(),
              row.messageId(),
              composed.message(),
              Math.max(1, row.attempts()),
              Optional.empty()));
    }
    return puts;
  }

  /// Nothing leaves for now; what was said stays.
  void withdraw() {
    sealedForms.keySet().forEach(hubId -> core.effect(new Effect.Withdraw(hubId)));
  }

  /// Nothing will be sent any more.
  void abandon(ClientRule rule) {
    for (OutboxRow row : new ArrayList<>(waiting.values())) {
      row.sealing().ifPresent(form -> core.effect(new Effect.Withdraw(form.hubId())));
      forget(row);
      core.tell(new ClientEvent.SendFailed(core.id, row.messageId(), rule.name()));
    }
  }

  private void keep(OutboxRow row) {
    note(row);
    core.batch().put(Table.OUTBOX, GroupKeys.of(core.id, row.order()), OutboxRow.CODEC.encode(row));
  }

  private void note(OutboxRow row) {
    waiting.put(row.order(), row);
    row.sealing().ifPresent(form -> sealedForms.put(form.hubId(), row.order()));
  }

  private void forget(OutboxRow row) {
    waiting.remove(row.order());
    row.sealing().ifPresent(form -> sealedForms.remove(form.hubId()));
    core.batch().delete(Table.OUTBOX, GroupKeys.of(core.id, row.order()));
  }
}

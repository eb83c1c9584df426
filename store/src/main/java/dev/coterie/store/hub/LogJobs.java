package dev.coterie.store.hub;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.AppendRules;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.CreatedGroup;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.WelcomeDelivery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What happens to a group's log, inside a transaction.
final class LogJobs {
  /// An answer, and what to tell live listeners once it is durable.
  record Appended(AppendResult result, Optional<LiveFanout.Committed> committed) {
    static Appended nothing(AppendResult result) {
      return new Appended(result, Optional.empty());
    }
  }

  private static final int STALE_BYTES = 1 << 20;

  private final HubLimits limits;

  LogJobs(HubLimits limits) {
    this.limits = limits;
  }

  CreatedGroup create(Db db, Fingerprint founder, HubGroupId id) throws SQLException {
    var existing = LogTable.find(db, id);
    if (existing.isPresent()) {
      var group = existing.get();
      if (!group.founder().equals(founder)) {
        throw new RefusedException(HubRule.GROUP_ID_TAKEN, id.toString());
      }
      boolean member = RosterTable.contains(db, group.ref(), founder);
      return new CreatedGroup(true, member ? group.head() : LogHead.genesis(id));
    }
    IdentityTable.chargeGroup(db, founder, limits);
    var made = LogTable.create(db, id, founder);
    RosterTable.admit(db, made.ref(), founder, 0); // before the first record
    return new CreatedGroup(false, made.head());
  }

  Appended append(Db db, Fingerprint sender, HandshakeAppend append) throws SQLException {
    AppendRules.checkSize(append, limits);
    var group = groupOf(db, sender, append.group());
    var known = LogTable.known(db, group, sender, append.messageId());
    if (known.isPresent()) {
      return Appended.nothing(new AppendResult.Duplicate(known.get()));
    }
    if (append.expectedLastHandshake() != group.head().lastHandshake()) {
      var winners =
          LogTable.handshakesAfter(db, group, append.expectedLastHandshake(), STALE_BYTES);
      return Appended.nothing(new AppendResult.Stale(winners, group.head()));
    }
    var change = append.roster();
    AppendRules.checkRoster(
        sender, append, rosterAmong(db, group, append)::contains, group.members(), limits);
    IdentityTable.chargeBytes(db, sender, append.size(), limits);
    var record =
        LogTable.append(
            db,
            group,
            LogRecord.Kind.HANDSHAKE,
            sender,
            append.messageId(),
            append.payload(),
            group.members() - change.removed().size() + change.added().size());
    RosterTable.apply(db, group.ref(), change, record.sequence());
    if (append.welcome().isPresent()) {
      MailTable.deliver(db, record, append.welcome().get(), limits);
    }
    var gone = new HashSet<>(change.removed());
    gone.removeAll(change.added());
    return new Appended(
        new AppendResult.Accepted(record.mark()),
        Optional.of(
            new LiveFanout.Committed(
                record,
                Set.copyOf(gone),
                append.welcome().map(WelcomeDelivery::recipients).orElse(Set.of()))));
  }

  Appended append(Db db, Fingerprint sender, ApplicationAppend append) throws SQLException {
    AppendRules.checkSize(append, limits);
    var group = groupOf(db, sender, append.group());
    var known = LogTable.known(db, group, sender, append.messageId());
    if (known.isPresent()) {
      return Appended.nothing(new AppendResult.Duplicate(known.get()));
    }
    IdentityTable.chargeBytes(db, sender, append.payload().size(), limits);
    var record =
        LogTable.append(
            db,
            group,
            LogRecord.Kind.APPLICATION,
            sender,
            append.messageId(),
            append.payload(),
            group.members());
    return new Appended(
        new AppendResult.Accepted(record.mark()),
        Optional.of(new LiveFanout.Committed(record, Set.of(), Set.of())));
  }

  LogPage read(Db db, Fingerprint reader, HubGroupId id, long from, int maxBytes)
      throws SQLException {
    var group = LogTable.find(db, id).orElseThrow(() -> notOnRoster(id));
    var stays = RosterTable.stays(db, group.ref(), reader);
    if (stays.isEmpty()) {
      throw notOnRoster(id);
    }
    var records = new ArrayList<LogRecord>();
    long room = maxBytes;
    for (var stay : stays) {
      long start = Math.max(Math.max(from, stay.from()), 1);
      if (!records.isEmpty()) {
        start = Math.max(start, records.getLast().sequence() + 1);
      }
      if (room <= 0 && !records.isEmpty()) {
        break;
      }
      long end = Math.min(stay.to(), group.head().sequence());
      var found = LogTable.range(db, group, start, end, room);
      records.addAll(fitting(records.isEmpty(), found, room));
      room -= found.stream().mapToLong(record -> record.payload().size()).sum();
      if (!records.isEmpty() && records.getLast().sequence() < end) {
        break;
      }
    }
    var last = stays.getLast();
    if (last.isOver()) {
      var mark = LogTable.mark(db, group, last.to());
      var head = new LogHead(mark.sequence(), mark.hash(), mark.sequence());
      return new LogPage(records, head, LogPage.Standing.REMOVED);
    }
    return new LogPage(records, group.head(), LogPage.Standing.MEMBER);
  }

  /// A page takes one record whatever its size, but a later stay adds only what fits.
  private static List<LogRecord> fitting(boolean first, List<LogRecord> found, long room) {
    boolean tooLarge = !first && !found.isEmpty() && found.getFirst().payload().size() > room;
    return tooLarge ? List.of() : found;
  }

  static LogTable.Group groupOf(Db db, Fingerprint member, HubGroupId id) throws SQLException {
    var group = LogTable.find(db, id).orElseThrow(() -> notOnRoster(id));
    if (!RosterTable.contains(db, group.ref(), member)) {
      throw notOnRoster(id);
    }
    return group;
  }

  private static Set<Fingerprint> rosterAmong(Db db, LogTable.Group group, HandshakeAppend append)
      throws SQLException {
    var there = new HashSet<Fingerprint>();
    for (var set : List.of(append.roster().added(), append.roster().removed())) {
      for (var one : set) {
        if (RosterTable.contains(db, group.ref(), one)) {
          there.add(one);
        }
      }
    }
    return there;
  }

  private static RefusedException notOnRoster(HubGroupId id) {
    return new RefusedException(HubRule.NOT_ON_ROSTER, id.toString());
  }
}

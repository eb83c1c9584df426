package dev.coterie.hubapi.memory;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.RosterChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One group: its records, and who was on its roster when. Guarded by its store.
final class MemoryGroup {
  /// Records from the one that admitted a member to the one that removed it.
  private record Stay(long from, long to) {}

  private record MessageKey(Fingerprint sender, Bytes messageId) {}

  private static final long STILL_THERE = Long.MAX_VALUE;

  final HubGroupId id;
  final Fingerprint founder;
  private final List<LogRecord> records = new ArrayList<>();
  private final Map<MessageKey, LogMark> known = new HashMap<>();
  private final Map<Fingerprint, List<Stay>> stays = new LinkedHashMap<>();
  private LogHead head;
  private int size = 1;

  MemoryGroup(HubGroupId id, Fingerprint founder) {
    this.id = id;
    this.founder = founder;
    this.head = LogHead.genesis(id);
    stays.computeIfAbsent(founder, _ -> new ArrayList<>()).add(new Stay(1, STILL_THERE));
  }

  LogHead head() {
    return head;
  }

  int size() {
    return size;
  }

  boolean onRoster(Fingerprint who) {
    var stay = lastStay(who);
    return stay != null && stay.to() == STILL_THERE;
  }

  Optional<LogMark> find(Fingerprint sender, Bytes messageId) {
    return Optional.ofNullable(known.get(new MessageKey(sender, messageId)));
  }

  LogRecord append(
      LogRecord.Kind kind,
      Fingerprint sender,
      Bytes messageId,
      Bytes payload,
      RosterChange roster) {
    var record = LogRecord.after(head.mark(), id, kind, sender, messageId, payload);
    records.add(record);
    known.put(new MessageKey(sender, messageId), record.mark());
    head = head.with(record);
    for (var removed : roster.removed()) {
      var list = stays.getOrDefault(removed, List.of());
      list.set(list.size() - 1, new Stay(list.getLast().from(), record.sequence()));
    }
    for (var added : roster.added()) {
      stays
          .computeIfAbsent(added, _ -> new ArrayList<>())
          .add(new Stay(record.sequence(), STILL_THERE));
    }
    size += roster.added().size() - roster.removed().size();
    return record;
  }

  List<LogRecord> handshakesAfter(long sequence, int maxBytes) {
    var found = new ArrayList<LogRecord>();
    long bytes = 0;
    for (var record : records.subList((int) Math.min(sequence, records.size()), records.size())) {
      if (record.kind() == LogRecord.Kind.HANDSHAKE) {
        bytes += record.payload().size();
        if (!found.isEmpty() && bytes > maxBytes) {
          break;
        }
        found.add(record);
      }
    }
    return found;
  }

  LogPage read(Fingerprint reader, long from, int maxBytes) {
    var last = lastStay(reader);
    if (last == null) {
      throw new RefusedException(HubRule.NOT_ON_ROSTER, "no record was ever readable");
    }
    var found = new ArrayList<LogRecord>();
    long bytes = 0;
    for (var record : records) {
      if (record.sequence() >= from && mayRead(reader, record.sequence())) {
        bytes += record.payload().size();
        if (!found.isEmpty() && bytes > maxBytes) {
          break;
        }
        found.add(record);
      }
    }
    return last.to() == STILL_THERE
        ? new LogPage(found, head, LogPage.Standing.MEMBER)
        : new LogPage(found, headAt(last.to()), LogPage.Standing.REMOVED);
  }

  /// Only a handshake removes: so the record that did is the last handshake as its reader may know
  /// it.
  private LogHead headAt(long removal) {
    var record = records.get((int) removal - 1);
    return new LogHead(record.sequence(), record.hash(), record.sequence());
  }

  private boolean mayRead(Fingerprint reader, long sequence) {
    return stays.getOrDefault(reader, List.of()).stream()
        .anyMatch(stay -> stay.from() <= sequence && sequence <= stay.to());
  }

  private @Nullable Stay lastStay(Fingerprint who) {
    var list = stays.get(who);
    return list == null ? null : list.getLast();
  }
}

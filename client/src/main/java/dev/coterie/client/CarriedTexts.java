package dev.coterie.client;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.CarriedText;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.Input;
import dev.coterie.client.group.ReplacementRow;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.GroupId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Texts on their way from a group that was replaced. Each is in one place at any time: in the old
/// group's outbox, in a row of its own, or in the outbox of the group that goes on.
final class CarriedTexts {
  private static final int PAGE = 512;

  private final ClientStore store;
  private final EventJournal journal;
  private final ClientOptions options;
  private final Map<GroupId, GroupActor> actors;
  private final Successors successors;

  CarriedTexts(
      ClientStore store,
      EventJournal journal,
      ClientOptions options,
      Map<GroupId, GroupActor> actors,
      Successors successors) {
    this.store = store;
    this.journal = journal;
    this.options = options;
    this.actors = actors;
    this.successors = successors;
  }

  /// What was said in the old group is said in the new one, once somebody hears it.
  void adopt(GroupId old) {
    ReplacementRow row = successors.row(old).orElseThrow();
    GroupId last = successors.last(row.successor());
    forward(row.successor(), last);
    List<Row> carried = carried(last);
    GroupActor successor = actors.get(last);
    GroupActor before = actors.get(old);
    if (before != null && successor != null) {
      before.deliveriesTo(successor);
    }
    if (carried.isEmpty()) {
      return;
    }
    if (successors.is(last, GroupStatus.REMOVED, GroupStatus.LEAVING)) {
      giveUp(last, carried);
    } else if (successor != null && isHeard(row, last, successor)) {
      var texts = new LinkedHashMap<Bytes, CarriedText>();
      carried.forEach(each -> texts.put(each.key(), CarriedText.CODEC.decode(each.value())));
      successor.command(ticket -> new Input.Adopt(texts, ticket), options.patience());
    }
  }

  private boolean isHeard(ReplacementRow row, GroupId last, GroupActor successor) {
    return successors.is(last, GroupStatus.ACTIVE, GroupStatus.FOUNDING)
        && (row.missing().isEmpty() || successors.members(successor).size() > 1);
  }

  /// The successor has a successor by now.
  private void forward(GroupId from, GroupId to) {
    var batch = new Batch();
    if (!from.equals(to)) {
      move(from, to, batch);
    }
    journal.commit(batch, List.of());
  }

  /// Lets what was to be said in one group be said in another.
  void move(GroupId from, GroupId to, Batch batch) {
    for (Row each : carried(from)) {
      Bytes key = GroupKeys.of(to, GroupKeys.inner(from, each.key()));
      batch.delete(Table.CARRIED, each.key()).put(Table.CARRIED, key, each.value());
    }
  }

  /// We are not in the group that goes on.
  private void giveUp(GroupId successor, List<Row> carried) {
    var batch = new Batch();
    var events = new ArrayList<ClientEvent>();
    for (Row each : carried) {
      batch.delete(Table.CARRIED, each.key());
      events.add(
          new ClientEvent.SendFailed(
              successor,
              CarriedText.CODEC.decode(each.value()).messageId(),
              ClientRule.NOT_A_MEMBER.name()));
    }
    journal.commit(batch, events);
  }

  private List<Row> carried(GroupId successor) {
    var rows = new ArrayList<Row>();
    Bytes after = Bytes.EMPTY;
    while (true) {
      List<Row> page = store.scan(Table.CARRIED, GroupKeys.of(successor), after, PAGE);
      rows.addAll(page);
      if (page.size() < PAGE) {
        return rows;
      }
      after = page.getLast().key();
    }
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.KeyExport;
import dev.coterie.mls.group.PastEpochs.PastEpoch;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.schedule.Row;
import dev.coterie.mls.schedule.Rows;
import dev.coterie.mls.tree.NodeChange;
import dev.coterie.mls.tree.NodeIndex;
import dev.coterie.mls.tree.NodeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A group's state as rows: all of them, or those in which two states differ. What the two share
/// costs nothing. [RowKey] names the rows, [RowForms] says what is in them, [StateReader] reads
/// them.
final class StateWriter {
  private static final KeyExport TOKEN = KeyExport.dangerously();

  private final List<Put> puts = new ArrayList<>();
  private final List<Bytes> deletes = new ArrayList<>();

  private StateWriter() {}

  /// Every row.
  static List<Put> all(GroupState state) {
    var out = new StateWriter();
    out.put(RowKey.Kind.HEADER.key(), RowForms.header(state));
    out.epoch(state.epoch());
    out.messages(state.epoch().number(), state.messages().rows());
    out.put(RowKey.Kind.SENDING.key(), RowForms.sending(state.sending()));
    state.past().all().forEach(out::past);
    state.resumptions().newestFirst().forEach(out::resumption);
    out.proposals(state.proposals(), 0);
    state.held().all().forEach(out::held);
    state.early().all().forEach(out::early);
    state.pending().ifPresent(commit -> out.pending(state, commit));
    return out.puts;
  }

  /// The keys of every row: what to delete when the group is over.
  static List<Bytes> keys(GroupState state) {
    return all(state).stream().map(Put::key).toList();
  }

  /// The rows of an epoch that are written once, when it begins.
  static List<Put> epochRows(EpochState epoch) {
    var out = new StateWriter();
    out.epoch(epoch);
    return out.puts;
  }

  /// What an epoch changes in the rows of [#epochRows] of the epoch before it.
  static StateDelta epochDifference(EpochState old, EpochState fresh) {
    var out = new StateWriter();
    out.epochChange(old, fresh);
    return out.delta();
  }

  /// What a step of a secret tree changed.
  static StateDelta messages(Epoch epoch, Rows rows) {
    var out = new StateWriter();
    out.messages(epoch, rows.puts());
    rows.deletes().forEach(key -> out.deletes.add(RowKey.Kind.SECRET_TREE.key(epoch, key)));
    return out.delta();
  }

  /// What turns the rows of one state into those of another, but for keys spent in a secret tree
  /// that both have.
  static StateDelta difference(GroupState old, GroupState fresh) {
    var out = new StateWriter();
    if (!old.settings().equals(fresh.settings())) {
      out.put(RowKey.Kind.HEADER.key(), RowForms.header(fresh));
    }
    if (!old.epoch().number().equals(fresh.epoch().number())) {
      out.epochChange(old.epoch(), fresh.epoch());
      out.messages(fresh.epoch().number(), fresh.messages().rows());
    }
    if (old.sending().reserved() != fresh.sending().reserved()) {
      out.put(RowKey.Kind.SENDING.key(), RowForms.sending(fresh.sending()));
    }
    out.pastChange(old, fresh);
    out.resumptionChange(old.resumptions(), fresh.resumptions());
    out.keptChange(old, fresh);
    if (!old.pending().equals(fresh.pending())) {
      fresh
          .pending()
          .ifPresentOrElse(
              commit -> out.pending(fresh, commit),
              () -> out.deletes.add(RowKey.Kind.PENDING.key()));
    }
    return out.delta();
  }

  private void epoch(EpochState epoch) {
    put(RowKey.Kind.EPOCH.key(), RowForms.epoch(epoch));
    put(RowKey.Kind.SECRETS.key(), epoch.secrets().encode(TOKEN));
    reInit(epoch);
    epoch.tree().rows().forEach(row -> put(nodeKey(row.node()), node(epoch, row)));
    epoch
        .keys()
        .rows(TOKEN)
        .forEach(row -> put(RowKey.Kind.PRIVATE_KEY.key(row.node().value()), row.value()));
  }

  private void epochChange(EpochState old, EpochState fresh) {
    put(RowKey.Kind.EPOCH.key(), RowForms.epoch(fresh));
    put(RowKey.Kind.SECRETS.key(), fresh.secrets().encode(TOKEN));
    reInit(fresh);
    for (NodeChange change : fresh.tree().changesSince(old.tree())) {
      change(
          nodeKey(change.node()),
          change.value().map(value -> node(fresh, new NodeRow(change.node(), value))));
    }
    for (NodeChange change : fresh.keys().changesSince(old.keys(), TOKEN)) {
      change(RowKey.Kind.PRIVATE_KEY.key(change.node().value()), change.value());
    }
  }

  /// No epoch follows one that has this row.
  private void reInit(EpochState epoch) {
    epoch.reInit().ifPresent(next -> put(RowKey.Kind.REINIT.key(), Proposal.CODEC.encode(next)));
  }

  private static Bytes nodeKey(NodeIndex node) {
    return RowKey.Kind.NODE.key(node.value());
  }

  /// A leaf's row begins with the epoch in which its holder was admitted.
  private static Bytes node(EpochState epoch, NodeRow row) {
    return row.node().isLeaf()
        ? new WireWriter()
            .uint64(epoch.admissions().of(row.node().leaf()).value())
            .raw(row.value())
            .toBytes()
        : row.value();
  }

  private void messages(Epoch epoch, List<Row> rows) {
    rows.forEach(row -> put(RowKey.Kind.SECRET_TREE.key(epoch, row.key()), row.value()));
  }

  private void past(PastEpoch past) {
    pastHead(past);
    messages(past.number(), past.messages().rows());
  }

  private void pastHead(PastEpoch past) {
    put(RowKey.Kind.PAST.key(past.number()), RowForms.past(past));
    past.seats()
        .forEach(
            (leaf, seat) -> put(RowKey.Kind.SEAT.key(past.number(), leaf), RowForms.seat(seat)));
  }

  private void pastChange(GroupState old, GroupState fresh) {
    if (old.past() != fresh.past()) {
      pastListChange(old, fresh);
    }
    boolean dropped =
        old.messages() != fresh.messages()
            && fresh.past().all().stream().noneMatch(one -> one.messages() == old.messages());
    if (dropped) {
      gone(old.epoch().number(), old.messages().rowKeys());
    }
  }

  private void pastListChange(GroupState old, GroupState fresh) {
    for (PastEpoch one : fresh.past().all()) {
      if (!old.past().all().contains(one)) {
        pastHead(one);
      }
    }
    for (PastEpoch one : old.past().all()) {
      if (!fresh.past().all().contains(one)) {
        deletes.add(RowKey.Kind.PAST.key(one.number()));
        for (LeafIndex leaf : one.seats().keySet()) {
          deletes.add(RowKey.Kind.SEAT.key(one.number(), leaf));
        }
        gone(one.number(), one.messages().rowKeys());
      }
    }
  }

  private void resumption(Resumptions.Kept one) {
    put(RowKey.Kind.RESUMPTION.key(one.epoch()), one.key().export(TOKEN));
  }

  private void resumptionChange(Resumptions old, Resumptions fresh) {
    for (Resumptions.Kept one : fresh.newestFirst()) {
      if (old.of(one.epoch()).isEmpty()) {
        resumption(one);
      }
    }
    for (Resumptions.Kept one : old.newestFirst()) {
      if (fresh.of(one.epoch()).isEmpty()) {
        deletes.add(RowKey.Kind.RESUMPTION.key(one.epoch()));
      }
    }
  }

  private void gone(Epoch epoch, List<Bytes> parts) {
    parts.forEach(part -> deletes.add(RowKey.Kind.SECRET_TREE.key(epoch, part)));
  }

  private void keptChange(GroupState old, GroupState fresh) {
    if (old.proposals() != fresh.proposals()) {
      old.proposals()
          .all()
          .filter(one -> fresh.proposals().find(one.reference()).isEmpty())
          .forEach(one -> deletes.add(RowKey.Kind.PROPOSAL.key(one.reference())));
      proposals(fresh.proposals(), fresh.proposals().commonWith(old.proposals()));
    }
    if (old.held() != fresh.held()) {
      old.held()
          .all()
          .filter(one -> fresh.held().find(one.reference()).isEmpty())
          .forEach(one -> deletes.add(RowKey.Kind.HELD.key(one.reference())));
      fresh
          .held()
          .all()
          .filter(one -> old.held().find(one.reference()).isEmpty())
          .forEach(this::held);
    }
    if (old.early() != fresh.early()) {
      old.early()
          .all()
          .filter(one -> fresh.early().find(one.reference()).isEmpty())
          .forEach(one -> deletes.add(RowKey.Kind.EARLY.key(one.reference())));
      fresh
          .early()
          .all()
          .filter(one -> old.early().find(one.reference()).isEmpty())
          .forEach(this::early);
    }
  }

  private void proposals(ProposalCache cache, int from) {
    int order = 0;
    for (var one : cache.all().toList()) {
      if (order >= from) {
        put(RowKey.Kind.PROPOSAL.key(one.reference()), RowForms.proposal(one, order));
      }
      order++;
    }
  }

  private void held(HeldCommits.Held one) {
    put(RowKey.Kind.HELD.key(one.reference()), RowForms.held(one));
  }

  private void early(EarlyMessages.Early one) {
    put(RowKey.Kind.EARLY.key(one.reference()), RowForms.early(one));
  }

  private void pending(GroupState state, StagedCommit commit) {
    put(RowKey.Kind.PENDING.key(), PendingForm.encode(state.epoch(), commit, TOKEN));
  }

  private void change(Bytes key, Optional<Bytes> value) {
    value.ifPresentOrElse(present -> put(key, present), () -> deletes.add(key));
  }

  private void put(Bytes key, Bytes value) {
    puts.add(new Put(key, value));
  }

  private StateDelta delta() {
    return new StateDelta(puts, deletes);
  }
}

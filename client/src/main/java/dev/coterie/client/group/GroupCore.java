package dev.coterie.client.group;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.group.StateDelta;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the desks of one group share: its state, and the step under construction.
final class GroupCore {
  /// A group's keys and what goes with them; there are none if its rows cannot be read.
  ///
  /// @param mls the group
  /// @param framing of its messages
  record Keys(MlsGroup mls, Framing framing) {}

  final GroupId id;
  final HubGroupId hubId;
  final LogHashes hashes;
  final RandomSource random;
  final GroupLimits limits;

  private final Optional<Keys> keys;
  private GroupRow row;
  private boolean rowChanged;
  private boolean caughtUp;
  private Batch batch = new Batch();
  private List<Effect> effects = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private StateDelta owed = StateDelta.NONE;

  GroupCore(
      GroupId id,
      Optional<Keys> keys,
      LogHashes hashes,
      GroupRow row,
      RandomSource random,
      GroupLimits limits) {
    this.id = id;
    this.hubId = new HubGroupId(id.value());
    this.keys = keys;
    this.hashes = hashes;
    this.row = row;
    this.random = random;
    this.limits = limits;
  }

  /// Whether the group's rows could be read.
  boolean hasKeys() {
    return keys.isPresent();
  }

  MlsGroup mls() {
    return keys().mls();
  }

  Framing framing() {
    return keys().framing();
  }

  private Keys keys() {
    return keys.orElseThrow(() -> new RefusedException(ClientRule.STATE_LOST, row.name()));
  }

  void begin(Instant at) {
    now = at;
    batch = new Batch();
    effects = new ArrayList<>();
    store(owed);
    owed = StateDelta.NONE;
  }

  /// What the first step stores: the group was changed when it was taken up.
  void owe(StateDelta delta) {
    owed = delta;
  }

  Step end() {
    if (rowChanged) {
      batch.put(Table.GROUP, GroupKeys.of(id), GroupRow.CODEC.encode(row));
      rowChanged = false;
    }
    return new Step(batch, effects);
  }

  Instant now() {
    return now;
  }

  Batch batch() {
    return batch;
  }

  GroupRow row() {
    return row;
  }

  void row(GroupRow changed) {
    row = changed;
    rowChanged = true;
  }

  boolean caughtUp() {
    return caughtUp;
  }

  void caughtUp(boolean now) {
    caughtUp = now;
  }

  /// Whether something may leave now.
  boolean speaks() {
    return row.status().sends() && caughtUp;
  }

  void store(StateDelta delta) {
    for (Put put : delta.puts()) {
      batch.put(Table.MLS, GroupKeys.of(id, put.key()), put.value());
    }
    for (Bytes key : delta.deletes()) {
      batch.delete(Table.MLS, GroupKeys.of(id, key));
    }
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void tell(ClientEvent event) {
    effects.add(new Effect.Tell(event));
  }

  void settle(long ticket) {
    if (ticket != 0) {
      effects.add(new Effect.Settle(ticket, Optional.empty()));
    }
  }

  void settle(long ticket, CoterieException failure) {
    if (ticket != 0) {
      effects.add(new Effect.Settle(ticket, Optional.of(failure)));
    }
  }

  Person self() {
    return Person.of(
        mls()
            .member(mls().self())
            .orElseThrow(() -> new IllegalStateException("no leaf of our own")));
  }

  Optional<Person> person(LeafIndex leaf) {
    return mls().member(leaf).map(Person::of);
  }

  void requireMember() {
    if (row.status() == GroupStatus.REMOVED) {
      throw new RefusedException(ClientRule.NOT_A_MEMBER, row.name());
    }
  }

  /// Refuses what a group in this state does not do.
  void requireSending() {
    Optional<ClientRule> rule =
        row.status() == GroupStatus.LEAVING
            ? Optional.of(ClientRule.LEAVING)
            : row.status().silence();
    rule.ifPresent(
        why -> {
          throw new RefusedException(why, row.name());
        });
  }
}

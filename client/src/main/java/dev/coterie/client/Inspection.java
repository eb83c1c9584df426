package dev.coterie.client;

import dev.coterie.client.event.Message;
import dev.coterie.client.group.Acknowledged;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupLimits;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.ReplacementRow;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a client's store holds, and writes nothing: for whoever compares members after the
/// fact. Works on a store without a client, or beside one.
public final class Inspection {
  private static final int PAGE = 512;

  private final ClientStore store;

  private Inspection(ClientStore store) {
    this.store = store;
  }

  /// Looks into a store.
  public static Inspection of(ClientStore store) {
    return new Inspection(store);
  }

  /// Who the store belongs to, if anybody.
  public Optional<Fingerprint> owner() {
    return identity().map(each -> Fingerprint.of(each.keys().publicKey().value()));
  }

  /// How its owner calls itself.
  public Optional<String> ownerName() {
    return identity().map(Profiles::name);
  }

  private Optional<Identity> identity() {
    return Profiles.stored(store);
  }

  /// All groups, also those that removed the owner.
  public List<GroupId> groups() {
    return identity().map(each -> files(each).ids()).orElse(List.of());
  }

  /// What is stored about a group: name, status, how far its log was processed.
  public Optional<GroupRow> group(GroupId id) {
    return store.get(Table.GROUP, GroupKeys.of(id)).map(GroupRow.CODEC::decode);
  }

  /// An epoch and its authenticator.
  ///
  /// @param epoch the epoch
  /// @param authenticator equal for all members of the epoch, secret to everybody else
  public record Authenticator(Epoch epoch, Bytes authenticator) {}

  /// The epoch that the owner is in; nothing if the group removed it, or its rows are lost.
  public Optional<Authenticator> authenticator(GroupId id) {
    return identity()
        .flatMap(each -> files(each).restore(id))
        .filter(engine -> engine.row().status() != GroupStatus.LOST)
        .map(
            engine -> {
              var found = new Authenticator(engine.epoch(), engine.epochAuthenticator());
              engine.close();
              return found;
            });
  }

  /// The group's MLS state as it is stored, to work with apart from the store: what somebody who
  /// has the store at this moment can do. Nothing if the group removed the owner. Close it after
  /// use.
  public Optional<MlsGroup> mls(GroupId id) {
    return identity()
        .filter(_ -> group(id).map(GroupRow::status).filter(Inspection::isMember).isPresent())
        .map(each -> files(each).mls(id));
  }

  private static boolean isMember(GroupStatus status) {
    return status != GroupStatus.REMOVED && status != GroupStatus.REPLACED;
  }

  private GroupFiles files(Identity identity) {
    return new GroupFiles(identity, store, RandomSource.system(), GroupLimits.RECOMMENDED);
  }

  /// Texts after a place in the log, in order.
  public List<Message> messages(GroupId id, long after, int limit) {
    Bytes from = after <= 0 ? Bytes.EMPTY : GroupKeys.of(id, after);
    return store.scan(Table.MESSAGE, GroupKeys.of(id), from, limit).stream()
        .map(row -> Message.CODEC.decode(row.value()))
        .toList();
  }

  /// All texts, in the order of the log.
  public List<Message> messages(GroupId id) {
    return all(Table.MESSAGE, id).stream().map(row -> Message.CODEC.decode(row.value())).toList();
  }

  /// The owner's own texts that were acknowledged to it.
  public List<Acknowledged> acknowledged(GroupId id) {
    return all(Table.ACKNOWLEDGED, id).stream()
        .map(row -> Acknowledged.CODEC.decode(row.value()))
        .toList();
  }

  /// How many texts of the owner wait to be sent or confirmed.
  public int waiting(GroupId id) {
    return all(Table.OUTBOX, id).size();
  }

  /// What took the place of a group that nobody could follow, and whom its founder has yet to add.
  public Optional<ReplacementRow> replacement(GroupId old) {
    return store.get(Table.REPLACEMENT, GroupKeys.of(old)).map(ReplacementRow.CODEC::decode);
  }

  /// The owner's key packages in numbers.
  public KeyPackageFigures keyPackages() {
    return new ShelfRows(store).figures();
  }

  private List<Row> all(Table table, GroupId id) {
    var rows = new ArrayList<Row>();
    Bytes after = Bytes.EMPTY;
    while (true) {
      List<Row> page = store.scan(table, GroupKeys.of(id), after, PAGE);
      rows.addAll(page);
      if (page.size() < PAGE) {
        return rows;
      }
      after = page.getLast().key();
    }
  }
}

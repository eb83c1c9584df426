package dev.coterie.client.group;

import dev.coterie.client.event.Person;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireReader;
import dev.coterie.crypto.RandomSource;
import dev.coterie.gbp.session.GbpSession;
import dev.coterie.gbp.session.Started;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.MailItem;
import dev.coterie.mls.group.Founded;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Joined;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Begins groups and takes them up again. Reads the store, never writes it: what is to be written
/// comes out as a batch.
public final class GroupFiles {
  private static final int PAGE = 512;

  private final Identity identity;
  private final ClientStore store;
  private final RandomSource random;
  private final GroupLimits limits;

  /// Groups of one identity in one store.
  public GroupFiles(Identity identity, ClientStore store, RandomSource random, GroupLimits limits) {
    this.identity = identity;
    this.store = store;
    this.random = random;
    this.limits = limits;
  }

  /// A group that begins here.
  ///
  /// @param engine takes inputs once the batch is durable
  /// @param batch all rows of the group
  /// @param invitedBy who let us in; ourselves if we founded it
  public record Opened(GroupEngine engine, Batch batch, Person invitedBy) {}

  /// Founds a group with ourselves alone.
  public Opened found(String name, GroupSettings settings, Instant now) {
    GroupId id = new GroupId(random.bytes(identity.suite().hashSize()));
    Founded founded = MlsGroup.create(identity, id, Profile.of(name), settings, random, now);
    var row =
        new GroupRow(name, GroupStatus.FOUNDING, LogMark.genesis(new HubGroupId(id.value())), 0, 1);
    return open(founded.group(), founded.delta().puts(), row, founded.group().self());
  }

  /// Joins by a welcome. Nothing is consumed if it is refused.
  public Opened join(KeyPackageBundle bundle, MailItem mail, GroupSettings settings, Instant now) {
    Joined joined =
        MlsGroup.join(identity, bundle, mail.welcome(), mail.ratchetTree(), settings, now);
    MlsGroup group = joined.group();
    if (!group.id().value().equals(mail.group().value())
        || !Profile.isGbp2(group.context().extensions())) {
      group.close();
      throw new RefusedException(ClientRule.NOT_GBP2, mail.group().toString());
    }
    var row =
        new GroupRow(
            Profile.name(group.context().extensions()),
            GroupStatus.ACTIVE,
            mail.commit(),
            mail.commit().sequence(),
            1);
    return open(group, joined.delta().puts(), row, joined.invitedBy());
  }

  private Opened open(MlsGroup mls, List<Put> rows, GroupRow row, LeafIndex by) {
    Bytes prefix = GroupKeys.of(mls.id());
    var batch = new Batch();
    for (Table left :
        List.of(
            Table.MLS,
            Table.GBP,
            Table.LOG_HASH,
            Table.OWN_SENT,
            Table.MEDIA_RESERVATION,
            Table.OUTBOX,
            Table.PENDING,
            Table.MESSAGE_ID)) {
      batch.deleteAll(left, prefix);
    }
    rows.forEach(put -> batch.put(Table.MLS, GroupKeys.of(mls.id(), put.key()), put.value()));
    Member self = mls.member(mls.self()).orElseThrow();
    Started started = GbpSession.begin(Framing.key(self));
    started
        .delta()
        .puts()
        .forEach(put -> batch.put(Table.GBP, GroupKeys.of(mls.id(), put.key()), put.value()));
    batch.put(Table.GROUP, prefix, GroupRow.CODEC.encode(row));
    batch.put(Table.LOG_HASH, GroupKeys.of(mls.id(), row.mark().sequence()), row.mark().hash());
    Person inviter = Person.of(mls.member(by).orElseThrow());
    return new Opened(
        engine(mls, started.session(), row, List.of(), Optional.empty()), batch, inviter);
  }

  /// Takes up a group from its rows. Reading is strict: a damaged row is an error.
  ///
  /// @return nothing if the group is not one of ours any more
  public Optional<GroupEngine> restore(GroupId id) {
    Bytes prefix = GroupKeys.of(id);
    GroupRow row = row(id).orElseThrow(() -> new IllegalArgumentException("no group " + id));
    if (row.status() == GroupStatus.REMOVED) {
      return Optional.empty();
    }
    MlsGroup mls = mls(id);
    GbpSession session = GbpSession.restore(puts(Table.GBP, id));
    List<OutboxRow> texts =
        all(Table.OUTBOX, prefix).stream()
            .map(each -> OutboxRow.CODEC.decode(each.value()))
            .toList();
    Optional<PendingRow> pending = store.get(Table.PENDING, prefix).map(PendingRow.CODEC::decode);
    return Optional.of(engine(mls, session, row, texts, pending));
  }

  /// The MLS state alone.
  public MlsGroup mls(GroupId id) {
    return MlsGroup.restore(identity, puts(Table.MLS, id));
  }

  private GroupEngine engine(
      MlsGroup mls,
      GbpSession session,
      GroupRow row,
      List<OutboxRow> texts,
      Optional<PendingRow> pending) {
    var framing = new Framing(mls, session, new Memory(store::get));
    return new GroupEngine(new GroupCore(mls, framing, row, random, limits), texts, pending);
  }

  /// What is stored about a group.
  public Optional<GroupRow> row(GroupId id) {
    return store.get(Table.GROUP, GroupKeys.of(id)).map(GroupRow.CODEC::decode);
  }

  /// All groups of the store, also those that removed us.
  public List<GroupId> ids() {
    return all(Table.GROUP, Bytes.EMPTY).stream()
        .map(row -> new WireReader(row.key()))
        .map(in -> new GroupId(in.opaque("group")))
        .toList();
  }

  private List<Put> puts(Table table, GroupId id) {
    return all(table, GroupKeys.of(id)).stream()
        .map(row -> new Put(GroupKeys.inner(id, row.key()), row.value()))
        .toList();
  }

  private List<Row> all(Table table, Bytes prefix) {
    var rows = new ArrayList<Row>();
    Bytes after = Bytes.EMPTY;
    while (true) {
      List<Row> page = store.scan(table, prefix, after, PAGE);
      rows.addAll(page);
      if (page.size() < PAGE) {
        return rows;
      }
      after = page.getLast().key();
    }
  }
}

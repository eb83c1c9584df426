package dev.coterie.client.group;

import dev.coterie.client.event.Message;
import dev.coterie.client.event.Person;
import dev.coterie.client.group.GroupCore.Keys;
import dev.coterie.client.group.GroupEngine.UnderWay;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireReader;
import dev.coterie.crypto.RandomSource;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.gbp.session.GbpSession;
import dev.coterie.gbp.session.Started;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.MailItem;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.Founded;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Joined;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.OutsiderPolicy;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.group.StateDelta;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Begins groups and takes them up again. Reads the store, never writes it: what is to be written
/// comes out as a batch.
public final class GroupFiles {
  private static final System.Logger LOG = System.getLogger(GroupFiles.class.getName());
  private static final int PAGE = 512;
  private static final String UNNAMED = "group";

  private final Identity identity;
  private final ClientStore store;
  private final RandomSource random;
  private final GroupLimits limits;
  private final GroupSettings settings;
  private final boolean takeOver;
  private final Engine mlsEngine;

  /// Groups of one identity in one store, with the settings that they are stored with.
  public GroupFiles(Identity identity, ClientStore store, RandomSource random, GroupLimits limits) {
    this(identity, store, random, limits, GroupSettings.recommended(), false);
  }

  /// Groups of one identity in one store.
  ///
  /// @param settings that groups take over when they are taken up, but for the envelope of
  ///   handshakes, which all members share
  public GroupFiles(
      Identity identity,
      ClientStore store,
      RandomSource random,
      GroupLimits limits,
      GroupSettings settings) {
    this(identity, store, random, limits, settings, true);
  }

  private GroupFiles(
      Identity identity,
      ClientStore store,
      RandomSource random,
      GroupLimits limits,
      GroupSettings settings,
      boolean takeOver) {
    this.identity = identity;
    this.store = store;
    this.random = random;
    this.limits = limits;
    this.settings = settings;
    this.takeOver = takeOver;
    this.mlsEngine = Engine.of(identity.suite()).outsiders(OutsiderPolicy.returning());
  }

  /// A group that begins here.
  ///
  /// @param engine takes inputs once the batch is durable
  /// @param batch all rows of the group
  /// @param invitedBy who let us in; ourselves if we founded it
  public record Opened(GroupEngine engine, Batch batch, Person invitedBy) {}

  /// Founds a group with ourselves alone.
  public Opened found(String name, GroupSettings settings, Instant now) {
    return found(new GroupId(random.bytes(identity.suite().hashSize())), name, settings, now);
  }

  /// Founds the group that takes the place of one that stands still.
  ///
  /// @param stopped the record before which that one does
  /// @param name of it; a group has one
  public Opened succeed(
      GroupId old, LogMark stopped, String name, GroupSettings settings, Instant now) {
    Fingerprint self = Fingerprint.of(identity.keys().publicKey().value());
    return found(
        SuccessorId.fresh(old, stopped, self, random),
        name.isEmpty() ? UNNAMED : name,
        settings,
        now);
  }

  private Opened found(GroupId id, String name, GroupSettings settings, Instant now) {
    Founded founded =
        MlsGroup.create(mlsEngine, identity, id, Profile.of(name), settings, random, now);
    var row =
        new GroupRow(name, GroupStatus.FOUNDING, LogMark.genesis(new HubGroupId(id.value())), 0, 1);
    return open(founded.group(), founded.delta().puts(), row, founded.group().self());
  }

  /// Joins by a welcome. Nothing is consumed if it is refused.
  public Opened join(KeyPackageBundle bundle, MailItem mail, GroupSettings settings, Instant now) {
    Joined joined =
        MlsGroup.join(
            mlsEngine, identity, bundle, mail.welcome(), mail.ratchetTree(), settings, now);
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
            Table.MESSAGE_ID,
            Table.HEALING,
            Table.ENTERING,
            Table.RETURN_REQUEST,
            Table.STUCK)) {
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
        engine(mls.id(), Optional.of(keys(mls, started.session())), row, UnderWay.NOTHING),
        batch,
        inviter);
  }

  /// Takes up a group from its rows. Reading is strict: if a row is damaged, the group is lost to
  /// us ([GroupStatus#LOST]) until members let it come back.
  ///
  /// @return nothing if the group is not one of ours any more
  public Optional<GroupEngine> restore(GroupId id) {
    Bytes prefix = GroupKeys.of(id);
    if (store.get(Table.GROUP, prefix).isEmpty()) {
      throw new IllegalArgumentException("no group " + id);
    }
    try {
      GroupRow row = row(id).orElseThrow();
      if (!row.status().reads()) {
        return Optional.empty();
      }
      UnderWay rows =
          new UnderWay(
              texts(prefix),
              store.get(Table.PENDING, prefix).map(PendingRow.CODEC::decode),
              store.get(Table.HEALING, prefix).map(HealingRow.CODEC::decode),
              puts(Table.ENTERING, id),
              all(Table.RETURN_REQUEST, prefix).stream()
                  .map(each -> ReturnRow.CODEC.decode(each.value()))
                  .toList(),
              store.get(Table.STUCK, prefix).map(StuckRow.CODEC::decode));
      Optional<Keys> keys =
          row.status() == GroupStatus.LOST
              ? Optional.empty()
              : Optional.of(keys(mls(id), GbpSession.restore(puts(Table.GBP, id))));
      return Optional.of(engine(id, keys, row, rows));
    } catch (MalformedException | RefusedException e) {
      LOG.log(System.Logger.Level.WARNING, "rows of group " + id + " cannot be read", e);
      return Optional.of(lost(id));
    }
  }

  private List<OutboxRow> texts(Bytes prefix) {
    return all(Table.OUTBOX, prefix).stream()
        .map(each -> OutboxRow.CODEC.decode(each.value()))
        .toList();
  }

  /// What is left of a group: what was said and not confirmed, our way back if one is under way,
  /// and how far we had read.
  private GroupEngine lost(GroupId id) {
    Bytes prefix = GroupKeys.of(id);
    List<OutboxRow> texts = readable(Table.OUTBOX, prefix, OutboxRow.CODEC);
    long nextOrder = texts.stream().mapToLong(OutboxRow::order).max().orElse(0) + 1;
    GroupRow row =
        readable(Table.GROUP, prefix, GroupRow.CODEC).stream()
            .findFirst()
            .map(each -> each.with(GroupStatus.LOST))
            .orElse(
                new GroupRow(
                    "",
                    GroupStatus.LOST,
                    LogMark.genesis(new HubGroupId(id.value())),
                    0,
                    nextOrder));
    Optional<HealingRow> healing =
        readable(Table.HEALING, prefix, HealingRow.CODEC).stream()
            .findFirst()
            .filter(each -> each.reason() == ReturnReason.LOST);
    return engine(
        id,
        Optional.empty(),
        row,
        new UnderWay(
            texts,
            Optional.empty(),
            healing,
            puts(Table.ENTERING, id),
            List.of(),
            Optional.empty()));
  }

  private <T> List<T> readable(Table table, Bytes prefix, Codec<T> form) {
    var values = new ArrayList<T>();
    try {
      for (Row row : all(table, prefix)) {
        decoded(form, row).ifPresent(values::add);
      }
    } catch (RefusedException e) {
      LOG.log(System.Logger.Level.WARNING, "rows of " + table + " cannot be read", e);
    }
    return values;
  }

  private static <T> Optional<T> decoded(Codec<T> form, Row row) {
    try {
      return Optional.of(form.decode(row.value()));
    } catch (MalformedException e) {
      LOG.log(System.Logger.Level.WARNING, "a row cannot be read", e);
      return Optional.empty();
    }
  }

  /// The MLS state alone.
  public MlsGroup mls(GroupId id) {
    return MlsGroup.restore(mlsEngine, identity, puts(Table.MLS, id));
  }

  private Keys keys(MlsGroup mls, GbpSession session) {
    var memory = new Memory(store::get);
    return new Keys(mls, new Framing(mls, session, memory, new LogHashes(mls.id(), memory)));
  }

  private GroupEngine engine(GroupId id, Optional<Keys> keys, GroupRow row, UnderWay rows) {
    var memory = new Memory(store::get);
    var hashes = keys.map(each -> each.framing().hashes()).orElse(new LogHashes(id, memory));
    var kit =
        new ReturnKit(
            identity, mlsEngine, settings, memory, keys.isPresent() ? Set.of() : authors(id));
    var core = new GroupCore(id, keys, hashes, row, random, limits);
    keys.ifPresent(each -> core.owe(takenOver(each.mls())));
    return new GroupEngine(core, kit, rows);
  }

  private StateDelta takenOver(MlsGroup mls) {
    GroupSettings wanted = settings.handshakes(mls.settings().handshakes());
    return takeOver && !wanted.equals(mls.settings()) ? mls.settings(wanted) : StateDelta.NONE;
  }

  private Set<Fingerprint> authors(GroupId id) {
    return readable(Table.MESSAGE, GroupKeys.of(id), Message.CODEC).stream()
        .map(message -> message.author().fingerprint())
        .collect(Collectors.toUnmodifiableSet());
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

package dev.coterie.client;

import dev.coterie.client.ShelfRows.Entry;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.KeyExport;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageOffer.Use;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.message.EncryptedGroupSecrets;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Welcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Our key packages at the hub, and their private halves here. Guarded by the doorkeeper.
///
/// ```
///  MADE (durable) ──▶ offered to the hub ──▶ PUBLISHED ──▶ joined with: one-time rows go
///   ▲ offered again after a crash             │            last resorts are replaced
///                                             └─▶ RETIRED (a new last resort is published) ──▶ gone
/// ```
///
/// A one-time package's keys are deleted in the transaction that joins. A last resort is replaced
/// after its first use; its keys stay for a day from then, for welcomes that were under way, and no
/// later use prolongs that. What comes near its end is replaced before it ends.
final class KeyPackageShelf {
  private static final int MOST = 4_096;
  private static final int RENEWED_IN_THE_LAST = 4;

  private final Identity identity;
  private final ClientStore store;
  private final EventJournal journal;
  private final HubLink link;
  private final ClientOptions options;
  private final ShelfRows rows;

  KeyPackageShelf(
      Identity identity,
      ClientStore store,
      EventJournal journal,
      HubLink link,
      ClientOptions options) {
    this.identity = identity;
    this.store = store;
    this.journal = journal;
    this.link = link;
    this.options = options;
    this.rows = new ShelfRows(store);
  }

  /// The private half that a welcome was made for.
  Optional<Entry> forWelcome(Bytes welcome) {
    return references(welcome).stream()
        .flatMap(reference -> rows.find(reference).stream())
        .findFirst();
  }

  static List<Bytes> references(Bytes welcome) {
    return MlsMessage.CODEC.decode(welcome) instanceof Welcome message
        ? message.secrets().stream().map(EncryptedGroupSecrets::newMember).toList()
        : List.of();
  }

  /// Notes that a welcome came for a package. What else there is to tell of it comes back.
  List<ClientEvent> handedOut(Entry entry, GroupId group, Batch batch) {
    if (entry.row().use() == Use.ONE_TIME) {
      return List.of();
    }
    ShelfRow used = entry.row().usedOnceMore();
    ShelfRows.put(batch, entry.reference(), used);
    var before = rows.counters();
    boolean again = used.uses() > 1;
    ShelfRows.put(
        batch,
        new ShelfRows.Counters(
            before.lastResortUses() + 1, before.lastResortReuses() + (again ? 1 : 0)));
    return again ? List.of(new ClientEvent.LastResortReused(group, used.uses())) : List.of();
  }

  /// The welcome for a package has been decided: a one-time package is of no more use.
  void spent(Entry entry, Batch batch) {
    if (entry.row().use() == Use.ONE_TIME) {
      batch.delete(Table.KEY_PACKAGE, entry.reference());
    }
  }

  /// Deletes keys whose time is over. Needs no hub.
  ///
  /// @param awaited of welcomes that wait for a decision: kept until their package's own end
  void dropOld(Set<Bytes> awaited) {
    var batch = new Batch();
    for (Entry entry : rows.all()) {
      Instant end = entry.row().notAfter().plus(ShelfRow.GRACE);
      boolean over = entry.row().dropAfter().isBefore(now());
      if (over && (end.isBefore(now()) || !awaited.contains(entry.reference()))) {
        batch.delete(Table.KEY_PACKAGE, entry.reference());
      }
    }
    if (!batch.isEmpty()) {
      journal.commit(batch, List.of());
      store.scrub();
    }
  }

  /// Fills the stock at the hub up if it is low or grows old, and gives it a last resort if it has
  /// none, or one that was used or grows old. Everything is durable before the hub gets it; what
  /// the hub did not confirm is offered again, instead of more.
  void refill() {
    KeyPackageStock stock = link.countKeyPackages(identity.suite().code());
    List<ShelfRow> all = rows.all().stream().map(Entry::row).toList();
    Instant soon = now().plus(options.keyPackages().lifetime().dividedBy(RENEWED_IN_THE_LAST));
    List<ShelfRow> good = all.stream().filter(row -> row.standsUntil(soon)).toList();
    var batch = new Batch();
    // The hub also counts what grows old, and we what was taken without a word.
    long oneTime =
        Math.min(stock.oneTime(), count(good, Use.ONE_TIME, ShelfRow.Stage.PUBLISHED))
            + count(good, Use.ONE_TIME, ShelfRow.Stage.MADE);
    if (oneTime < options.keyPackages().low()) {
      long room = Math.max(0, MOST - all.size());
      for (long i = Math.min(room, options.keyPackages().full() - oneTime); i > 0; i--) {
        make(Use.ONE_TIME, batch);
      }
    }
    List<ShelfRow> unused = good.stream().filter(row -> row.uses() == 0).toList();
    if (count(unused, Use.LAST_RESORT, ShelfRow.Stage.MADE) == 0
        && (!stock.lastResort() || count(unused, Use.LAST_RESORT, ShelfRow.Stage.PUBLISHED) == 0)) {
      make(Use.LAST_RESORT, batch);
    }
    journal.commit(batch, List.of());
    publish();
  }

  private static long count(List<ShelfRow> among, Use use, ShelfRow.Stage stage) {
    return among.stream().filter(row -> row.use() == use && row.stage() == stage).count();
  }

  private void make(Use use, Batch batch) {
    Lifetime lifetime = KeyPackages.lifetime(now(), options.keyPackages().lifetime());
    try (KeyPackageBundle bundle = KeyPackages.create(identity, lifetime, options.random())) {
      Instant end = Instant.ofEpochSecond(lifetime.notAfter());
      ShelfRows.put(
          batch,
          bundle.reference(),
          ShelfRow.made(use, end, bundle.encode(KeyExport.dangerously())));
    }
  }

  /// Offers what the hub has not confirmed. One-time packages and the last resort go apart: a full
  /// shelf keeps nobody from a fresh last resort.
  private void publish() {
    try {
      publish(Use.ONE_TIME);
    } finally {
      publish(Use.LAST_RESORT);
    }
  }

  private void publish(Use use) {
    List<Entry> all = rows.all().stream().filter(entry -> entry.row().use() == use).toList();
    List<Entry> made =
        all.stream()
            .filter(entry -> entry.row().stage() == ShelfRow.Stage.MADE)
            .filter(entry -> entry.row().notAfter().isAfter(now()))
            .sorted(Comparator.comparing(entry -> entry.row().notAfter()))
            .toList();
    if (made.isEmpty()) {
      return;
    }
    link.publishKeyPackages(made.stream().map(KeyPackageShelf::offer).toList());
    var batch = new Batch();
    made.forEach(entry -> ShelfRows.put(batch, entry.reference(), entry.row().published()));
    if (use == Use.LAST_RESORT) {
      // The hub keeps the last one that it was given.
      all.stream()
          .filter(entry -> entry.row().stage() != ShelfRow.Stage.RETIRED)
          .filter(entry -> !entry.equals(made.getLast()))
          .forEach(old -> ShelfRows.put(batch, old.reference(), old.row().retired(now())));
    }
    journal.commit(batch, List.of());
  }

  private static KeyPackageOffer offer(Entry entry) {
    try (KeyPackageBundle bundle = KeyPackageBundle.decode(entry.row().bundle())) {
      return new KeyPackageOffer(KeyPackages.message(bundle.keyPackage()), entry.row().use());
    }
  }

  private Instant now() {
    return options.clock().instant();
  }
}

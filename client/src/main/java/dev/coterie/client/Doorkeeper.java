package dev.coterie.client;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupEngine;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.OriginRow;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.MailItem;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.message.GroupId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Welcomes: from the mailbox into a group, or onto the list of those to be decided; and the key
/// packages they are made for. Mail is dropped at the hub only when what it brought is durable
/// here.
final class Doorkeeper {
  private static final int PAGE_BYTES = 4 << 20;
  private static final System.Logger LOG = System.getLogger(Doorkeeper.class.getName());
  private static final int LISTED = 1_024;

  private final ClientStore store;
  private final EventJournal journal;
  private final HubLink link;
  private final GroupFiles files;
  private final KeyPackageShelf shelf;
  private final ClientOptions options;
  private final InstantSource clock;
  private final Consumer<GroupEngine> opened;
  private final Successors successors;

  Doorkeeper(
      ClientStore store,
      EventJournal journal,
      HubLink link,
      GroupFiles files,
      KeyPackageShelf shelf,
      ClientOptions options,
      Consumer<GroupEngine> opened,
      Successors successors) {
    this.store = store;
    this.journal = journal;
    this.link = link;
    this.files = files;
    this.shelf = shelf;
    this.options = options;
    this.clock = options.clock();
    this.opened = opened;
    this.successors = successors;
  }

  /// Empties the mailbox. Returns whether anything came.
  synchronized boolean fetch() {
    boolean any = false;
    long after = 0;
    while (true) {
      List<MailItem> items = link.fetchMail(after, PAGE_BYTES);
      if (items.isEmpty()) {
        return any;
      }
      for (MailItem item : items) {
        take(item);
        link.acknowledgeMail(Set.of(item.id()));
        after = item.id();
        any = true;
      }
    }
  }

  /// Deletes keys whose time is over.
  synchronized void tidy() {
    Set<Bytes> awaited =
        waiting()
            .flatMap(item -> KeyPackageShelf.references(item.welcome()).stream())
            .collect(Collectors.toSet());
    shelf.dropOld(awaited);
  }

  /// Sees to the stock of key packages at the hub.
  synchronized void stockUp() {
    shelf.refill();
  }

  private void take(MailItem item) {
    if (isAlreadyIn(item)) {
      return;
    }
    switch (options.invitations()) {
      case ACCEPT -> join(item, Arrival.NEW);
      case ASK -> ask(item);
    }
  }

  /// A welcome that we have seen, or one for a group that works.
  private boolean isAlreadyIn(MailItem item) {
    Optional<GroupRow> row = files.row(new GroupId(item.group().value()));
    return row.isPresent()
        && (row.get().status() == GroupStatus.FOUNDING
            || row.get().status().sends()
            || row.get().status() == GroupStatus.FORKED
            || row.get().mark().sequence() >= item.commit().sequence());
  }

  /// Whether a welcome is seen for the first time.
  private enum Arrival {
    NEW,
    LISTED
  }

  private void join(MailItem item, Arrival arrival) {
    try {
      ShelfRows.Entry found = require(item);
      try (var bundle = KeyPackageBundle.decode(found.row().bundle())) {
        GroupFiles.Opened group = files.join(bundle, item, options.settings(), clock.instant());
        GroupId id = group.engine().id();
        var events = new ArrayList<ClientEvent>();
        events.add(new ClientEvent.Joined(id, group.engine().row().name(), group.invitedBy()));
        Batch batch = group.batch();
        if (arrival == Arrival.NEW) {
          events.addAll(shelf.handedOut(found, id, batch));
        }
        shelf.spent(found, batch);
        Successors.put(batch, id, OriginRow.of(group.invitedBy().fingerprint()));
        batch.delete(Table.INVITATION, key(item.id()));
        journal.commit(batch, events, () -> opened.accept(group.engine()));
      }
      store.scrub();
    } catch (RefusedException e) {
      refused(item, e.rule().name());
    } catch (MalformedException e) {
      refused(item, "MALFORMED " + e.field());
    }
  }

  private ShelfRows.Entry require(MailItem item) {
    return shelf
        .forWelcome(item.welcome())
        .orElseThrow(
            () ->
                new RefusedException(ClientRule.NO_KEY_PACKAGE, "the welcome is for none of ours"));
  }

  private void refused(MailItem item, String rule) {
    journal.commit(
        new Batch().delete(Table.INVITATION, key(item.id())),
        List.of(new ClientEvent.InvitationRefused(new GroupId(item.group().value()), rule)));
  }

  private void ask(MailItem item) {
    if (store.get(Table.INVITATION, key(item.id())).isPresent()) {
      return;
    }
    if (leadsOver(item)) {
      join(item, Arrival.NEW);
      return;
    }
    try {
      ShelfRows.Entry found = require(item);
      try (var bundle = KeyPackageBundle.decode(found.row().bundle())) {
        GroupFiles.Opened preview = files.join(bundle, item, options.settings(), clock.instant());
        GroupEngine engine = preview.engine();
        var batch = new Batch();
        batch.put(Table.INVITATION, key(item.id()), InvitationRow.CODEC.encode(item));
        var events = new ArrayList<ClientEvent>();
        events.add(
            new ClientEvent.Invited(
                engine.id(), engine.row().name(), preview.invitedBy(), item.id()));
        events.addAll(shelf.handedOut(found, engine.id(), batch));
        journal.commit(batch, events);
        engine.close();
      }
    } catch (RefusedException e) {
      refused(item, e.rule().name());
    } catch (MalformedException e) {
      refused(item, "MALFORMED " + e.field());
    }
  }

  /// Whether a welcome leads from a group that was joined before, and nobody can follow, to the one
  /// that takes its place: that is no new decision.
  private boolean leadsOver(MailItem item) {
    if (!successors.mayLeadOver(new GroupId(item.group().value()))) {
      return false;
    }
    try {
      try (var bundle = KeyPackageBundle.decode(require(item).row().bundle())) {
        GroupFiles.Opened preview = files.join(bundle, item, options.settings(), clock.instant());
        boolean leads = successors.leadsOver(preview.engine(), preview.invitedBy());
        preview.engine().close();
        return leads;
      }
    } catch (RefusedException | MalformedException e) {
      LOG.log(System.Logger.Level.DEBUG, "an invitation that is refused", e);
      return false;
    }
  }

  /// Takes up invitations that turn out to lead over.
  synchronized void reconsider() {
    waiting().filter(this::leadsOver).forEach(item -> join(item, Arrival.LISTED));
  }

  List<Invitation> invitations() {
    return waiting()
        .map(item -> new Invitation(item.id(), new GroupId(item.group().value()), item.sender()))
        .toList();
  }

  private Stream<MailItem> waiting() {
    return store.scan(Table.INVITATION, Bytes.EMPTY, Bytes.EMPTY, LISTED).stream()
        .map(row -> InvitationRow.CODEC.decode(row.value()));
  }

  synchronized void accept(long mail) {
    join(require(mail), Arrival.LISTED);
  }

  synchronized void decline(long mail) {
    MailItem item = require(mail);
    var batch = new Batch().delete(Table.INVITATION, key(mail));
    shelf.forWelcome(item.welcome()).ifPresent(found -> shelf.spent(found, batch));
    journal.commit(batch, List.of());
    store.scrub();
  }

  private MailItem require(long mail) {
    return store
        .get(Table.INVITATION, key(mail))
        .map(InvitationRow.CODEC::decode)
        .orElseThrow(() -> new IllegalArgumentException("no invitation " + mail));
  }

  private static Bytes key(long mail) {
    return new WireWriter().uint64(mail).toBytes();
  }
}

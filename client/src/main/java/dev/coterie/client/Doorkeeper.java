package dev.coterie.client;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupEngine;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.MailItem;
import dev.coterie.mls.message.GroupId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Welcomes: from the mailbox into a group, or onto the list of those to be decided. Mail is
/// dropped at the hub only when what it brought is durable here.
final class Doorkeeper {
  private static final int PAGE_BYTES = 4 << 20;
  private static final int LISTED = 1_024;

  private final ClientStore store;
  private final EventJournal journal;
  private final HubLink link;
  private final GroupFiles files;
  private final KeyPackageShelf shelf;
  private final ClientOptions options;
  private final InstantSource clock;
  private final Consumer<GroupEngine> opened;
  private boolean lastResortUsed;

  Doorkeeper(
      ClientStore store,
      EventJournal journal,
      HubLink link,
      GroupFiles files,
      KeyPackageShelf shelf,
      ClientOptions options,
      Consumer<GroupEngine> opened) {
    this.store = store;
    this.journal = journal;
    this.link = link;
    this.files = files;
    this.shelf = shelf;
    this.options = options;
    this.clock = options.clock();
    this.opened = opened;
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

  synchronized boolean lastResortUsed() {
    boolean used = lastResortUsed;
    lastResortUsed = false;
    return used;
  }

  private void take(MailItem item) {
    if (isAlreadyIn(item)) {
      return;
    }
    switch (options.invitations()) {
      case ACCEPT -> join(item);
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

  private void join(MailItem item) {
    try {
      KeyPackageShelf.Found found = bundle(item);
      try (var bundle = found.bundle()) {
        GroupFiles.Opened group = files.join(bundle, item, options.settings(), clock.instant());
        Batch batch = group.batch();
        shelf.used(found, batch);
        batch.delete(Table.INVITATION, key(item.id()));
        journal.commit(
            batch,
            List.of(
                new ClientEvent.Joined(
                    group.engine().id(), group.engine().row().name(), group.invitedBy())),
            () -> opened.accept(group.engine()));
        lastResortUsed |= found.row().use() == KeyPackageOffer.Use.LAST_RESORT;
      }
    } catch (RefusedException e) {
      refused(item, e.rule().name());
    } catch (MalformedException e) {
      refused(item, "MALFORMED " + e.field());
    }
  }

  private KeyPackageShelf.Found bundle(MailItem item) {
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
    try {
      KeyPackageShelf.Found found = bundle(item);
      try (var bundle = found.bundle()) {
        GroupFiles.Opened preview = files.join(bundle, item, options.settings(), clock.instant());
        GroupEngine engine = preview.engine();
        journal.commit(
            new Batch().put(Table.INVITATION, key(item.id()), InvitationRow.CODEC.encode(item)),
            List.of(
                new ClientEvent.Invited(
                    engine.id(), engine.row().name(), preview.invitedBy(), item.id())));
        engine.close();
      }
    } catch (RefusedException e) {
      refused(item, e.rule().name());
    } catch (MalformedException e) {
      refused(item, "MALFORMED " + e.field());
    }
  }

  List<Invitation> invitations() {
    return store.scan(Table.INVITATION, Bytes.EMPTY, Bytes.EMPTY, LISTED).stream()
        .map(row -> InvitationRow.CODEC.decode(row.value()))
        .map(item -> new Invitation(item.id(), new GroupId(item.group().value()), item.sender()))
        .toList();
  }

  synchronized void accept(long mail) {
    join(require(mail));
  }

  synchronized void decline(long mail) {
    require(mail);
    journal.commit(new Batch().delete(Table.INVITATION, key(mail)), List.of());
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

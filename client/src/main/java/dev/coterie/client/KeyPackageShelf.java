package dev.coterie.client;

import dev.coterie.client.contact.Contact;
import dev.coterie.client.contact.ContactRule;
import dev.coterie.client.contact.Contacts;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.KeyExport;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Our key packages at the hub, their private halves here, and those of others that we claim.
///
/// A one-time package's keys are deleted in the transaction that joins. The last resort is replaced
/// after use; its keys stay for another day, for welcomes that were under way.
final class KeyPackageShelf {
  private static final Duration RETIRED_FOR = Duration.ofDays(1);
  private static final int MOST = 4_096;

  private final Identity identity;
  private final ClientStore store;
  private final EventJournal journal;
  private final HubLink link;
  private final Contacts contacts;
  private final ClientOptions options;

  KeyPackageShelf(
      Identity identity,
      ClientStore store,
      EventJournal journal,
      HubLink link,
      Contacts contacts,
      ClientOptions options) {
    this.identity = identity;
    this.store = store;
    this.journal = journal;
    this.link = link;
    this.contacts = contacts;
    this.options = options;
  }

  /// A private half and where it stands.
  record Found(Bytes reference, ShelfRow row) {
    KeyPackageBundle bundle() {
      return KeyPackageBundle.decode(row.bundle());
    }
  }

  /// The private half that a welcome was made for.
  Optional<Found> forWelcome(Bytes welcome) {
    if (!(MlsMessage.CODEC.decode(welcome) instanceof Welcome message)) {
      return Optional.empty();
    }
    return message.secrets().stream()
        .flatMap(entry -> stored(entry.newMember()).stream())
        .findFirst();
  }

  private Optional<Found> stored(Bytes reference) {
    return store
        .get(Table.KEY_PACKAGE, reference)
        .map(row -> new Found(reference.detached(), ShelfRow.CODEC.decode(row)));
  }

  /// What joining with a package does to the shelf.
  void used(Found found, Batch batch) {
    switch (found.row().use()) {
      case ONE_TIME -> batch.delete(Table.KEY_PACKAGE, found.reference());
      case LAST_RESORT -> {
        Instant end = now().plus(RETIRED_FOR);
        var retired = new ShelfRow(KeyPackageOffer.Use.LAST_RESORT, end, found.row().bundle());
        batch.put(Table.KEY_PACKAGE, found.reference(), ShelfRow.CODEC.encode(retired));
      }
    }
  }

  /// Fills the stock at the hub up if it is low, and gives it a last resort if it has none or the
  /// last one was used.
  void refill(boolean lastResortUsed) {
    dropOld();
    KeyPackageStock stock = link.countKeyPackages(identity.suite().code());
    var offers = new ArrayList<KeyPackageOffer>();
    var batch = new Batch();
    if (stock.oneTime() < options.keyPackages().low()) {
      for (int i = stock.oneTime(); i < options.keyPackages().full(); i++) {
        make(KeyPackageOffer.Use.ONE_TIME, offers, batch);
      }
    }
    if (!stock.lastResort() || lastResortUsed) {
      make(KeyPackageOffer.Use.LAST_RESORT, offers, batch);
    }
    if (!offers.isEmpty()) {
      journal.commit(batch, List.of());
      link.publishKeyPackages(offers);
    }
  }

  private void make(KeyPackageOffer.Use use, List<KeyPackageOffer> offers, Batch batch) {
    Duration lifetime = options.keyPackages().lifetime();
    try (KeyPackageBundle bundle =
        KeyPackages.create(identity, KeyPackages.lifetime(now(), lifetime), options.random())) {
      var row =
          new ShelfRow(
              use, now().plus(lifetime).plus(RETIRED_FOR), bundle.encode(KeyExport.dangerously()));
      batch.put(Table.KEY_PACKAGE, bundle.reference(), ShelfRow.CODEC.encode(row));
      offers.add(new KeyPackageOffer(KeyPackages.message(bundle.keyPackage()), use));
    }
  }

  private void dropOld() {
    var batch = new Batch();
    for (Row row : store.scan(Table.KEY_PACKAGE, Bytes.EMPTY, Bytes.EMPTY, MOST)) {
      if (ShelfRow.CODEC.decode(row.value()).dropAfter().isBefore(now())) {
        batch.delete(Table.KEY_PACKAGE, row.key());
      }
    }
    journal.commit(batch, List.of());
  }

  /// A key package of a contact, proved to be the contact's: the hub's word is not enough.
  KeyPackage claimFor(String name) {
    Contact contact =
        contacts
            .named(name)
            .orElseThrow(() -> new RefusedException(ContactRule.UNKNOWN_CONTACT, name));
    ClaimedKeyPackage claimed =
        link.claimKeyPackage(contact.fingerprint(), identity.suite().code())
            .orElseThrow(() -> new RefusedException(ClientRule.NO_KEY_PACKAGE, name));
    KeyPackage keyPackage = KeyPackages.read(claimed.keyPackage());
    Fingerprint signer = Fingerprint.of(keyPackage.leafNode().signatureKey().value());
    if (!signer.equals(contact.fingerprint())) {
      throw new RefusedException(
          ContactRule.KEY_PACKAGE_OTHER_KEY, name + " has " + contact.fingerprint());
    }
    return keyPackage;
  }

  private Instant now() {
    return options.clock().instant();
  }
}

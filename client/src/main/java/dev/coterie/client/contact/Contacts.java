package dev.coterie.client.contact;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The contacts of one client, kept in its store. Every change is durable when the call returns.
/// Safe for several threads.
public final class Contacts {
  private static final int PAGE = 256;

  private final ClientStore store;
  private final Fingerprint self;
  private final Map<Fingerprint, Contact> known = new ConcurrentHashMap<>();

  /// Reads the contacts of a store.
  public Contacts(ClientStore store, Fingerprint self) {
    this.store = store;
    this.self = self;
    Bytes after = Bytes.EMPTY;
    while (true) {
      var page = store.scan(Table.CONTACT, Bytes.EMPTY, after, PAGE);
      for (var row : page) {
        Contact contact = Contact.CODEC.decode(row.value());
        known.put(contact.fingerprint(), contact);
        after = row.key();
      }
      if (page.size() < PAGE) {
        return;
      }
    }
  }

  /// Pins a name to a key. The same pair again changes nothing.
  ///
  /// @throws RefusedException [ContactRule#NAME_TAKEN] if the name stands for another key,
  ///   [ContactRule#KEY_TAKEN] if the key has another name, [ContactRule#OWN_KEY] for this client's
  ///   own
  public synchronized Contact pin(String name, Fingerprint fingerprint) {
    if (fingerprint.equals(self)) {
      throw new RefusedException(ContactRule.OWN_KEY, name);
    }
    Optional<Contact> sameName = named(name);
    if (sameName.isPresent() && !sameName.get().fingerprint().equals(fingerprint)) {
      throw new RefusedException(ContactRule.NAME_TAKEN, name);
    }
    Contact present = known.get(fingerprint);
    if (present != null && !present.name().equals(name)) {
      throw new RefusedException(ContactRule.KEY_TAKEN, "by " + present.name());
    }
    return present != null ? present : save(new Contact(name, fingerprint, Contact.Trust.PINNED));
  }

  /// Notes that safety numbers were compared and agreed.
  public synchronized Contact verified(String name) {
    return save(require(name).with(Contact.Trust.VERIFIED));
  }

  /// Forgets a contact, so that its name can be pinned to another key.
  public synchronized void forget(String name) {
    Contact contact = require(name);
    store.apply(new Batch().delete(Table.CONTACT, contact.fingerprint().value()));
    known.remove(contact.fingerprint());
  }

  /// The contact of this name.
  public Optional<Contact> named(String name) {
    return known.values().stream().filter(contact -> contact.name().equals(name)).findFirst();
  }

  /// The contact with this key.
  public Optional<Contact> of(Fingerprint fingerprint) {
    return Optional.ofNullable(known.get(fingerprint));
  }

  /// All contacts by name.
  public List<Contact> all() {
    return known.values().stream().sorted(Comparator.comparing(Contact::name)).toList();
  }

  /// What this client and a contact read to each other.
  public SafetyNumber safetyNumber(String name) {
    return SafetyNumber.of(self, require(name).fingerprint());
  }

  /// How somebody with this key, who calls itself so, stands to us.
  public Standing standing(Fingerprint fingerprint, String claimed) {
    if (fingerprint.equals(self)) {
      return Standing.SELF;
    }
    Contact contact = known.get(fingerprint);
    if (contact != null) {
      return contact.trust() == Contact.Trust.VERIFIED ? Standing.VERIFIED : Standing.PINNED;
    }
    return named(claimed).isPresent() ? Standing.IMPOSTOR : Standing.UNKNOWN;
  }

  private Contact require(String name) {
    return named(name).orElseThrow(() -> new RefusedException(ContactRule.UNKNOWN_CONTACT, name));
  }

  private Contact save(Contact contact) {
    store.apply(
        new Batch()
            .put(Table.CONTACT, contact.fingerprint().value(), Contact.CODEC.encode(contact)));
    known.put(contact.fingerprint(), contact);
    return contact;
  }
}

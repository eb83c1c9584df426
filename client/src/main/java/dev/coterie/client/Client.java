package dev.coterie.client;

import dev.coterie.client.contact.Contact;
import dev.coterie.client.contact.ContactRule;
import dev.coterie.client.contact.Contacts;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.group.GroupEngine;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.grpc.GrpcHubLink;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.grpc.LinkTimes;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.HubConnector;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.message.GroupId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A person's end of their groups, on one device. Open one per store; it works until it is closed,
/// with or without the hub. What was acknowledged survives a crash at any moment. Safe for several
/// threads; which threads there are, and what waits where, the package says.
///
/// ```java
/// try (var alice = Client.open(store, hub, ClientOptions.named("alice"))) {
///   alice.contacts().pin("bob", bobsFingerprint);
///   alice.subscribe((number, event) -> System.out.println(event));
///   var group = alice.createGroup("book club");
///   group.invite("bob");
///   group.text("hello").await();
/// }
/// ```
public final class Client implements AutoCloseable {
  private final ClientStore store;
  private final ClientOptions options;
  private final Identity identity;
  private final Fingerprint self;
  private final Contacts contacts;
  private final EventJournal journal;
  private final Listeners listeners;
  private final HubLink link;
  private final GroupFiles files;
  private final KeyPackageClaims claims;
  private final Doorkeeper doorkeeper;
  private final Caretaker caretaker;
  private final Replacements replacements;
  private final Map<GroupId, GroupActor> actors = new ConcurrentHashMap<>();
  private volatile HubLink.@Nullable LiveSession session;

  private Client(ClientStore store, HubConnector hub, ClientOptions options, Identity identity) {
    this.store = store;
    this.options = options;
    this.identity = identity;
    this.self = Fingerprint.of(identity.keys().publicKey().value());
    this.contacts = new Contacts(store, self);
    this.journal = new EventJournal(store, options.keptEvents());
    this.listeners = new Listeners(journal);
    this.files =
        new GroupFiles(identity, store, options.random(), options.limits(), options.settings());
    this.link = hub.connect(identity);
    this.claims = new KeyPackageClaims(identity, link);
    var shelf = new KeyPackageShelf(identity, store, journal, link, options);
    this.replacements =
        new Replacements(store, journal, files, claims, options, self(), actors, this::actor);
    this.doorkeeper =
        new Doorkeeper(
            store, journal, link, files, shelf, options, this::opened, replacements.successors());
    this.caretaker = new Caretaker(doorkeeper, replacements);
  }

  /// Opens a client over a store, and takes up all its groups. The store's identity is made at the
  /// first opening. Does not wait for the hub. The store belongs to the client from here on, and is
  /// closed with it.
  public static Client open(ClientStore store, HubConnector hub, ClientOptions options) {
    Identity identity = Profiles.openOrMake(store, options);
    var client = new Client(store, hub, options, identity);
    client.start();
    return client;
  }

  /// As [#open(ClientStore, HubConnector, ClientOptions)], over the network to the hub at an
  /// address.
  public static Client open(ClientStore store, HubAddress hub, ClientOptions options) {
    return open(
        store,
        identity ->
            GrpcHubLink.to(
                hub,
                HubIdentity.of(identity.suite(), identity.keys().publicKey()),
                identity.keys().privateKey(),
                options.random(),
                LinkTimes.DEFAULT),
        options);
  }

  private void start() {
    for (GroupId id : files.ids()) {
      files.restore(id).ifPresent(this::actor);
    }
    session = link.subscribe(this::hear);
    actors.values().forEach(GroupActor::start);
    listeners.add(
        journal.last(),
        (_, event) -> {
          if (event instanceof ClientEvent.CommitUnreadable) {
            caretaker.look(); // perhaps somebody has replaced the group already
          }
        });
    caretaker.start();
  }

  private GroupActor actor(GroupEngine engine) {
    HubGroupId hubId = new HubGroupId(engine.id().value());
    var actor =
        new GroupActor(
            engine, files, store, journal, link, contacts, options.clock(), () -> watch(hubId));
    GroupActor before = actors.put(engine.id(), actor);
    if (before != null) {
      before.close();
    }
    return actor;
  }

  private void watch(HubGroupId group) {
    var live = session;
    if (live != null) {
      live.watch(group);
    }
  }

  /// A group has begun here: by founding or by joining.
  private synchronized void opened(GroupEngine engine) {
    actor(engine).start();
  }

  /// Runs on the link's thread: passes hints on, and never waits.
  private void hear(LiveEvent event) {
    switch (event) {
      case LiveEvent.Arrived(var record) -> feed(record.group(), feed -> feed.arrived(record));
      case LiveEvent.HeadMoved(var group, _) -> feed(group, LogFeed::look);
      case LiveEvent.Ended(var group, _) -> feed(group, LogFeed::look);
      case LiveEvent.Connected _ -> {
        actors.values().forEach(actor -> actor.feed().look());
        caretaker.look();
      }
      case LiveEvent.MailWaiting _, LiveEvent.StockLow _ -> caretaker.look();
      case LiveEvent.Disconnected _ -> {}
    }
  }

  private void feed(HubGroupId group, Consumer<LogFeed> what) {
    GroupActor actor = actors.get(new GroupId(group.value()));
    if (actor != null) {
      what.accept(actor.feed());
    }
  }

  /// This client as others see it. Give the fingerprint to those who shall invite you, over a
  /// channel that you trust.
  public Person self() {
    return new Person(self, Profiles.name(identity));
  }

  /// Whom this client knows.
  public Contacts contacts() {
    return contacts;
  }

  /// Founds a group with this client alone in it. Durable when it returns; made at the hub as soon
  /// as that can be reached.
  public Group createGroup(String name) {
    GroupFiles.Opened opened = files.found(name, options.settings(), options.clock().instant());
    GroupId id = opened.engine().id();
    journal.commit(
        opened.batch(),
        List.of(new ClientEvent.Joined(id, name, opened.invitedBy())),
        () -> opened(opened.engine()));
    return new Group(require(id), this);
  }

  /// A group that this client is in, or has been in since it was opened.
  public Optional<Group> group(GroupId id) {
    return Optional.ofNullable(actors.get(id)).map(actor -> new Group(actor, this));
  }

  /// All of them.
  public List<Group> groups() {
    return actors.values().stream().map(actor -> new Group(actor, this)).toList();
  }

  private GroupActor require(GroupId id) {
    return Optional.ofNullable(actors.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no group " + id));
  }

  /// Invitations that wait for a decision: see [ClientOptions.Invitations#ASK].
  public List<Invitation> invitations() {
    return doorkeeper.invitations();
  }

  /// Joins a group that invited us. If the invitation is refused after all, an event says so.
  public void accept(long mail) {
    doorkeeper.accept(mail);
    caretaker.look();
  }

  /// Forgets an invitation. To the group we are a member until it removes us.
  public void decline(long mail) {
    doorkeeper.decline(mail);
  }

  /// Hears all events from now on.
  public Subscription subscribe(EventListener listener) {
    return subscribe(journal.last(), listener);
  }

  /// Hears all events after the one of this number, older ones from the store first: give the
  /// number of the last event that the application has dealt with, and nothing is missed across
  /// restarts. Events that the journal no longer keeps are passed over.
  public Subscription subscribe(long after, EventListener listener) {
    return listeners.add(after, listener);
  }

  /// The number of the newest event.
  public long lastEvent() {
    return journal.last();
  }

  /// Reads what the store holds.
  public Inspection inspection() {
    return Inspection.of(store);
  }

  ClientOptions options() {
    return options;
  }

  Replacements replacements() {
    return replacements;
  }

  KeyPackageClaims claims() {
    return claims;
  }

  Contact requireContact(String name) {
    return contacts
        .named(name)
        .orElseThrow(() -> new RefusedException(ContactRule.UNKNOWN_CONTACT, name));
  }

  /// Stops, and closes link and store. What was under way goes on when the store is opened again.
  @Override
  public void close() {
    caretaker.close();
    var live = session;
    if (live != null) {
      live.close();
    }
    link.close();
    actors.values().forEach(GroupActor::close);
    listeners.close();
    store.close();
    identity.keys().close();
  }
}

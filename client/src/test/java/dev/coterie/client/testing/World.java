package dev.coterie.client.testing;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.Group;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Message;
import dev.coterie.client.group.GroupLimits;
import dev.coterie.client.port.HubConnector;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.memory.InMemoryHub;
import dev.coterie.mls.message.GroupId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// Some people around one hub in memory. Every client pins every other under its name when it
/// opens.
public final class World implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final InMemoryHub hub =
      new InMemoryHub(
          HubLimits.DEFAULT, InstantSource.system(), task -> Thread.ofVirtual().start(task));
  private final Map<String, Seat> seats = new HashMap<>();
  private final Set<String> off = new HashSet<>();
  private final Map<String, List<Bytes>> framesSent = new ConcurrentHashMap<>();
  private final Map<String, List<MediaEvent.Frame>> framesBrought = new ConcurrentHashMap<>();
  private UnaryOperator<ClientOptions> tuning = options -> options;

  /// A person's place: its store outlives its clients.
  private static final class Seat {
    private MemoryClientStore store = new MemoryClientStore();
    private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    private UnaryOperator<HubLink> around = link -> link;
    private final HubLink link;
    private Wire wire;
    private Client client;

    private Seat(Client client, HubLink link, Wire wire) {
      this.client = client;
      this.link = link;
      this.wire = wire;
    }

    private HubLink link() {
      return link;
    }
  }

  /// Changes the options of clients that are opened from now on.
  public World tuned(UnaryOperator<ClientOptions> change) {
    tuning = change;
    return this;
  }

  /// How long groups wait for other members, at clients that are opened from now on.
  public World groupPatience(Duration patience) {
    return tuned(options -> options.with(limits(patience)));
  }

  /// Opens clients for new people.
  public World with(String... names) {
    for (String name : names) {
      open(name, new MemoryClientStore(), link -> link);
    }
    for (String name : names) {
      eventually(
          name + " can be invited", () -> seat(name).link().countKeyPackages(1).lastResort());
    }
    var present = seats.keySet().stream().filter(name -> !off.contains(name)).toList();
    for (String one : present) {
      for (String other : present) {
        if (!one.equals(other)) {
          client(one).contacts().pin(other, client(other).self().fingerprint());
        }
      }
    }
    return this;
  }

  /// Opens a client over a store, with whatever stands between it and the hub.
  public Client open(String name, MemoryClientStore store, UnaryOperator<HubLink> around) {
    var links = new ArrayList<HubLink>();
    var wires = new ArrayList<Wire>();
    HubConnector connector =
        identity -> {
          HubIdentity self = HubIdentity.of(identity.suite(), identity.keys().publicKey());
          links.add(hub.connect(self));
          wires.add(new Wire(hub.connect(self), framesSent(name), framesBrought(name)));
          return around.apply(wires.getFirst());
        };
    long told = lastEvent(store);
    off.remove(name);
    Client client = Client.open(store, connector, tuning.apply(options(name)));
    Seat seat =
        seats.computeIfAbsent(name, each -> new Seat(client, links.getFirst(), wires.getFirst()));
    seat.client = client;
    seat.wire = wires.getFirst();
    seat.store = store;
    seat.around = around;
    client.subscribe(told, (number, event) -> seat.events.add(event));
    return client;
  }

  private static long lastEvent(MemoryClientStore store) {
    return store
        .last(Table.EVENT, Bytes.EMPTY)
        .map(row -> new WireReader(row.key()).uint64("number"))
        .orElse(0L);
  }

  private static GroupLimits limits(Duration groupPatience) {
    return new GroupLimits(1_000, 16, 64, Duration.ofMillis(5), groupPatience);
  }

  private static ClientOptions options(String name) {
    return ClientOptions.named(name)
        .with(limits(Duration.ofMillis(50)))
        .with(new ClientOptions.KeyPackageStockPlan(4, 2, Duration.ofDays(7)))
        .with(PATIENCE);
  }

  private Seat seat(String name) {
    return Objects.requireNonNull(seats.get(name), name);
  }

  /// A person's client.
  public Client client(String name) {
    return seat(name).client;
  }

  /// A person's store.
  public MemoryClientStore store(String name) {
    return seat(name).store;
  }

  /// What a person's client told.
  public List<ClientEvent> events(String name) {
    return seat(name).events;
  }

  /// A second link of a person, to do what its client would not.
  public HubLink link(String name) {
    return seat(name).link();
  }

  /// The hub's end of a person's live media.
  public Wire wire(String name) {
    return seat(name).wire;
  }

  /// All frames that a person's clients have sent.
  public List<Bytes> framesSent(String name) {
    return framesSent.computeIfAbsent(name, each -> new CopyOnWriteArrayList<>());
  }

  /// All frames that the hub has brought to a person's clients.
  public List<MediaEvent.Frame> framesBrought(String name) {
    return framesBrought.computeIfAbsent(name, each -> new CopyOnWriteArrayList<>());
  }

  /// The hub.
  public InMemoryHub hub() {
    return hub;
  }

  /// Ends a person's client as a crash would: what was not durable is lost. The next client goes on
  /// from a copy of the store.
  public Client crash(String name) {
    Seat seat = seat(name);
    MemoryClientStore left = seat.store.crash();
    seat.client.close();
    return open(name, left, seat.around);
  }

  /// Ends a person's client and leaves it off.
  public MemoryClientStore stop(String name) {
    off.add(name);
    Seat seat = seat(name);
    MemoryClientStore left = seat.store.crash();
    seat.client.close();
    return left;
  }

  /// A group of the founder and others, all of them in it.
  public GroupId group(String founder, String... others) {
    Group group = client(founder).createGroup("club");
    if (others.length > 0) {
      group.invite(others);
    }
    for (String other : others) {
      eventually(other + " is in", () -> client(other).group(group.id()).isPresent());
    }
    return group.id();
  }

  /// A person's view of a group.
  public Group of(String name, GroupId id) {
    return client(name).group(id).orElseThrow();
  }

  /// The texts that a person has, in order.
  public List<String> texts(String name, GroupId id) {
    return client(name).inspection().messages(id).stream().map(Message::text).toList();
  }

  /// Waits until something holds.
  public static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// Waits until a person was told an event of a kind.
  public <E extends ClientEvent> E told(String name, Class<E> kind) {
    eventually(
        name + " hears " + kind.getSimpleName() + " among " + events(name),
        () -> events(name).stream().anyMatch(kind::isInstance));
    return events(name).stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  /// Waits until all have the same number of texts.
  public void awaitTexts(GroupId id, int count, String... names) {
    for (String name : names) {
      eventually(name + " has " + count + " texts", () -> texts(name, id).size() >= count);
    }
  }

  /// Waits until all are in the same epoch, and it is the same one.
  public void awaitAgreement(GroupId id, String... names) {
    eventually(
        "all agree",
        () ->
            List.of(names).stream()
                    .map(name -> of(name, id).epochAuthenticator())
                    .distinct()
                    .count()
                == 1);
  }

  @Override
  public void close() {
    seats.values().forEach(seat -> seat.client.close());
  }
}

package dev.coterie.store.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.Delivery;
import dev.coterie.client.Group;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Message;
import dev.coterie.client.group.GroupLimits;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.memory.InMemoryHub;
import dev.coterie.mls.message.GroupId;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import dev.coterie.store.power.PowerCut.Loss;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Alice talks to bob, and her power fails every now and then: no text of hers that was
/// acknowledged is lost or doubled, and no message key of hers seals two messages.
final class ClientPowerCutTest {
  private static final int CUTS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @TempDir private Path folder = Path.of("");
  @TempDir private Path keys = Path.of("");
  private final InMemoryHub hub =
      new InMemoryHub(
          HubLimits.DEFAULT, InstantSource.system(), task -> Thread.ofVirtual().start(task));
  private final List<String> acknowledged = new ArrayList<>();
  private final Map<String, HubLink> links = new ConcurrentHashMap<>();
  private Unlock key;
  private PowerCut machine;

  @BeforeEach
  void plugIn() {
    machine = PowerCut.over(folder);
    key = Unlock.KeyFile.create(keys.resolve("key"), RandomSource.system());
  }

  @AfterEach
  void leave() {
    machine.close();
  }

  private Path file() {
    return folder.resolve("alice.db");
  }

  private Client client(String name, ClientStore store) {
    return Client.open(
        store,
        self -> {
          var identity = HubIdentity.of(self.suite(), self.keys().publicKey());
          links.put(name, hub.connect(identity));
          return hub.connect(identity);
        },
        ClientOptions.named(name)
            .with(new GroupLimits(1_000, 16, 64, Duration.ofMillis(5), Duration.ofMillis(50)))
            .with(PATIENCE));
  }

  private Client alice() {
    return client("alice", SqliteClientStore.open(file(), key));
  }

  /// What the power cut leaves of a client is not asked whether it could close.
  private static void drop(Client client) {
    try {
      client.close();
    } catch (CoterieException e) {
      assertThat(e).isNotNull(); // its disk is gone
    }
  }

  private boolean hasKeyPackages(String name) {
    return Optional.ofNullable(links.get(name))
        .filter(link -> link.countKeyPackages(1).lastResort())
        .isPresent();
  }

  private GroupId meet(Client bob) {
    World.eventually("bob can be invited", () -> hasKeyPackages("bob"));
    Client alice = alice();
    alice.contacts().pin("bob", bob.self().fingerprint());
    bob.contacts().pin("alice", alice.self().fingerprint());
    Group club = alice.createGroup("club");
    club.invite("bob");
    World.eventually("bob is in", () -> bob.group(club.id()).isPresent());
    alice.close();
    return club.id();
  }

  /// Texts and updates until the power fails.
  private void talkUntilTheCut(GroupId id, int cut, Loss loss, Random random) {
    Optional<Client> open = Optional.empty();
    try {
      machine.arm(20 + random.nextInt(200), random.nextLong(1L << 40), loss);
      open = Optional.of(alice());
      Group club = open.get().group(id).orElseThrow();
      for (int i = 0; !machine.isOff(); i++) {
        String text = "text " + i + " before cut " + cut;
        Delivery delivery = club.text(text);
        if (random.nextInt(3) == 0) {
          delivery.await(Duration.ofSeconds(1));
          acknowledged.add(text);
        }
        if (random.nextInt(8) == 0) {
          club.update();
        }
      }
    } catch (CoterieException | IllegalStateException e) {
      assertThat(machine.isOff() || e instanceof UnavailableException).as("%s", e).isTrue();
      machine.cut(); // if it only took too long
    }
    open.ifPresent(ClientPowerCutTest::drop);
    machine.reboot();
  }

  private static List<Message> heard(Client client, GroupId id) {
    return client.inspection().messages(id);
  }

  private static List<String> texts(Client client, GroupId id) {
    return heard(client, id).stream().map(Message::text).toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Loss.class,
      names = {"EVERYTHING", "SOME_SECTORS"})
  void powerCuts_loseAndDoubleNothingThatWasSaid_andSpendNoKeyTwice(Loss loss) {
    var random = new Random(loss.name().hashCode());
    var events = new CopyOnWriteArrayList<ClientEvent>();
    try (Client bob = client("bob", new MemoryClientStore())) {
      bob.subscribe((_, event) -> events.add(event));
      GroupId id = meet(bob);
      for (int cut = 0; cut < CUTS; cut++) {
        talkUntilTheCut(id, cut, loss, random);
      }
      try (Client alice = alice()) {
        alice.group(id).orElseThrow().text("the end").await();
        World.eventually("bob hears the end", () -> texts(bob, id).contains("the end"));
        World.eventually("alice has all", () -> texts(alice, id).equals(texts(bob, id)));
      }
      assertThat(texts(bob, id)).doesNotHaveDuplicates().containsAll(acknowledged);
      assertThat(acknowledged).isNotEmpty();
      var used = new HashSet<List<Object>>();
      for (Message message : heard(bob, id)) {
        assertThat(used.add(List.of(message.epoch(), message.leaf(), message.generation())))
            .as("%s", message)
            .isTrue();
      }
      assertThat(events).noneMatch(ClientEvent.RecordRefused.class::isInstance); // as a replay is
    }
    Integrity.check(file());
  }
}

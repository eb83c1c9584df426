package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.Client;
import dev.coterie.client.Group;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Message;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hub.HubConfig;
import dev.coterie.hub.HubServer;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.message.GroupId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What outsiders, former members and copied stores can do, at a real hub over TLS.
final class SystemAttackTest {
  @TempDir private Path folder = Path.of("");
  private final List<Client> clients = new ArrayList<>();
  private Household house;
  private HubServer hub;
  private HubAddress address;

  @BeforeEach
  void start() {
    house = new Household(folder);
    var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    hub = HubServer.start(HubConfig.of(folder.resolve("hub")).listeningOn(listen));
    address = new HubAddress("127.0.0.1", hub.port(), hub.fingerprint());
  }

  @AfterEach
  void stop() {
    clients.forEach(Client::close);
    hub.close();
  }

  private Client open(String name) {
    Client client = house.open(name, address);
    clients.add(client);
    return client;
  }

  private GroupId group(Client founder, Client... others) throws InterruptedException {
    Household.pinAll(Stream.concat(Stream.of(founder), Stream.of(others)).toList());
    Group group = founder.createGroup("club");
    for (Client other : others) {
      Household.eventually("invited", () -> invited(group, other.self().claimed()));
      Household.eventually("joined", () -> other.group(group.id()).isPresent());
    }
    return group.id();
  }

  private static boolean invited(Group group, String name) {
    try {
      group.invite(name);
      return true;
    } catch (RefusedException e) {
      assertThat(e.rule()).isEqualTo(ClientRule.NO_KEY_PACKAGE);
      return false;
    }
  }

  @Test
  void whoIsNotOnTheRoster_readsAndAppendsNothing() throws InterruptedException {
    Client alice = open("alice");
    Client bob = open("bob");
    open("mallory");
    GroupId id = group(alice, bob);
    HubGroupId at = new HubGroupId(id.value());
    HubLink mallory = house.link("mallory");
    offRoster(() -> mallory.readLog(at, 1, 1 << 20));
    offRoster(() -> mallory.append(text(at)));
    offRoster(
        () ->
            mallory.append(
                HandshakeAppend.of(
                    at, RandomSource.system().bytes(16), 1, RandomSource.system().bytes(64))));
    alice.group(id).orElseThrow().text("among us").await();
    Household.eventually("bob hears", () -> texts(bob, id).equals(List.of("among us")));
  }

  private static ApplicationAppend text(HubGroupId at) {
    return new ApplicationAppend(
        at, RandomSource.system().bytes(16), RandomSource.system().bytes(64));
  }

  private static void offRoster(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(HubRule.NOT_ON_ROSTER));
  }

  @Test
  void removedMember_losesTheLogAtItsRemoval() throws InterruptedException {
    Client alice = open("alice");
    Client bob = open("bob");
    Client carol = open("carol");
    GroupId id = group(alice, bob, carol);
    HubGroupId at = new HubGroupId(id.value());
    HubLink link = house.link("carol");
    alice.group(id).orElseThrow().text("with carol").await();
    alice.group(id).orElseThrow().remove("carol");
    Household.eventually(
        "carol knows", () -> carol.group(id).orElseThrow().status() == GroupStatus.REMOVED);
    alice.group(id).orElseThrow().text("without carol").await();
    Household.eventually("bob hears", () -> texts(bob, id).size() == 2);
    LogPage page = link.readLog(at, 1, 1 << 20);
    assertThat(page.standing()).isEqualTo(LogPage.Standing.REMOVED);
    long removal = page.head().sequence();
    assertThat(page.records()).extracting(LogRecord::sequence).allMatch(each -> each <= removal);
    offRoster(() -> link.append(text(at)));
    assertThat(texts(carol, id)).containsExactly("with carol");
  }

  @Test
  void storeCopiedBack_refusesToSend_untilItIsLetBackIn() throws Exception {
    Client alice = open("alice");
    Client bob = open("bob");
    GroupId id = group(alice, bob);
    alice.close();
    clients.remove(alice);
    Path old = Files.copy(house.database("alice"), folder.resolve("old.db"));
    Client again = house.open("alice", address);
    again.group(id).orElseThrow().text("after the copy").await();
    again.close();
    Household.eventually("bob has it", () -> texts(bob, id).equals(List.of("after the copy")));
    bob.close();
    clients.remove(bob);
    Files.deleteIfExists(Path.of(house.database("alice") + "-wal"));
    Files.copy(old, house.database("alice"), StandardCopyOption.REPLACE_EXISTING);
    Client restored = open("alice");
    var events = new CopyOnWriteArrayList<ClientEvent>();
    restored.subscribe(0, (_, event) -> events.add(event));
    Household.eventually(
        "noticed", () -> events.stream().anyMatch(ClientEvent.StoreRestored.class::isInstance));
    assertThatThrownBy(() -> restored.group(id).orElseThrow().text("from the past"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(ClientRule.STORE_BEHIND_LOG));
    Client bobAgain = open("bob");
    Household.eventually(
        "back", () -> events.stream().anyMatch(ClientEvent.Healed.class::isInstance));
    Household.eventually(
        "working", () -> restored.group(id).orElseThrow().status() == GroupStatus.ACTIVE);
    restored.group(id).orElseThrow().text("from now on").await();
    Household.eventually(
        "bob has two", () -> texts(bobAgain, id).equals(List.of("after the copy", "from now on")));
  }

  @Test
  void hubsFilesHoldNoText() throws Exception {
    Client alice = open("alice");
    Client bob = open("bob");
    GroupId id = group(alice, bob);
    alice.group(id).orElseThrow().text("the marker phrase 5d1c").await();
    Household.eventually("bob hears", () -> texts(bob, id).size() == 1);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(content.contains("the marker phrase")).as(file.toString()).isFalse();
        assertThat(content.contains("club")).as(file.toString()).isFalse();
      }
    }
  }

  @Test
  void hubThatIsStoppedAndStartedAgain_isFoundByItsClients() throws InterruptedException {
    Client alice = open("alice");
    Client bob = open("bob");
    GroupId id = group(alice, bob);
    int port = hub.port();
    hub.close();
    var waiting = alice.group(id).orElseThrow().text("said without a hub");
    var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    hub = HubServer.start(HubConfig.of(folder.resolve("hub")).listeningOn(listen));
    waiting.await();
    Household.eventually("bob hears", () -> texts(bob, id).size() == 1);
  }

  @Test
  void garbageCommitsAtARealHub_blockNothing() throws InterruptedException {
    Client alice = open("alice");
    Client bob = open("bob");
    GroupId id = group(alice, bob);
    HubGroupId at = new HubGroupId(id.value());
    HubLink member = house.link("bob");
    for (int i = 0; i < 10; i++) {
      long last = member.readLog(at, Long.MAX_VALUE, 1).head().lastHandshake();
      var garbage =
          HandshakeAppend.of(
              at, RandomSource.system().bytes(16), last, RandomSource.system().bytes(200));
      assertThat(member.append(garbage)).isInstanceOf(AppendResult.Accepted.class);
    }
    alice.group(id).orElseThrow().update();
    Household.eventually("bob follows", () -> bob.group(id).orElseThrow().epoch().value() == 2);
  }

  private static List<String> texts(Client client, GroupId id) {
    return client.inspection().messages(id).stream().map(Message::text).toList();
  }
}

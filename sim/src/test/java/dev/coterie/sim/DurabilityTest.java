package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Client;
import dev.coterie.client.Group;
import dev.coterie.client.Inspection;
import dev.coterie.client.event.Message;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.GroupId;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at random moments of members and hub, under traffic. `-Dcoterie.kills=N` for more of
/// them, `-Dcoterie.seed=S` for the same moments again, as far as moments can be the same.
final class DurabilityTest {
  private static final String[] SPEAKERS = {"alice", "bob", "carol"};

  @TempDir private Path folder = Path.of("");

  @Test
  void nothingAcknowledgedIsLostOrDoubled_andNoKeyIsUsedTwice() throws Exception {
    int kills = Integer.getInteger("coterie.kills", 12);
    long seed = Long.getLong("coterie.seed", System.nanoTime());
    IO.println("kills " + kills + ", seed " + seed);
    var run = new Run(new Random(seed));
    try {
      run.begin();
      for (int i = 0; i < kills; i++) {
        run.kill(i);
      }
      run.end();
    } finally {
      run.close();
    }
  }

  private final class Run {
    private final long start = System.nanoTime();
    private final Random dice;
    private final Household house = new Household(folder);
    private final Map<String, Child> children = new HashMap<>();
    private final Set<String> said = new HashSet<>();
    private final Set<String> acked = new HashSet<>();
    private Child hub = start(0);
    private HubAddress address = address(hub);
    private GroupId id = new GroupId(Bytes.EMPTY);

    Run(Random dice) throws Exception {
      this.dice = dice;
    }

    private Child start(int port) throws Exception {
      return Child.start(
          HubProcess.class, folder.resolve("hub").toString(), Integer.toString(port));
    }

    private HubAddress address(Child process) throws InterruptedException {
      String[] words = process.await(line -> line.startsWith("hub ")).split(" ", -1);
      return new HubAddress("127.0.0.1", Integer.parseInt(words[1]), Fingerprint.parse(words[2]));
    }

    /// A group of three who speak and one who only listens, whose state is copied at the beginning.
    void begin() throws Exception {
      var clients = new ArrayList<Client>();
      for (String name : List.of("alice", "bob", "carol", "judge")) {
        clients.add(house.open(name, address));
      }
      Household.pinAll(clients);
      var group = clients.getFirst().createGroup("club");
      id = group.id();
      for (String name : List.of("bob", "carol", "judge")) {
        Household.eventually("invited " + name, () -> invited(group, name));
      }
      for (Client client : clients) {
        Household.eventually(
            "joined", () -> client.group(id).filter(each -> each.epoch().value() == 3).isPresent());
        client.close();
      }
      Files.copy(house.database("judge"), folder.resolve("silent.db"));
      Files.copy(house.key("judge"), folder.resolve("silent.key"));
      for (String name : SPEAKERS) {
        startMember(name);
      }
      tell("all talk");
    }

    private boolean invited(Group group, String name) {
      try {
        group.invite(name);
        return true;
      } catch (RefusedException _) {
        return false; // its key packages are not at the hub yet
      }
    }

    private void startMember(String name) throws Exception {
      Child child =
          Child.start(
              MemberProcess.class,
              house.database(name).toString(),
              house.key(name).toString(),
              address.toString(),
              name,
              id.toString());
      children.put(name, child);
    }

    /// Every fourth kill is the hub's.
    void kill(int number) throws Exception {
      Thread.sleep(dice.nextInt(50, 700));
      if (number % 4 == 3) {
        hub.kill();
        hub = start(address.port());
        assertThat(address(hub)).isEqualTo(address);
      } else {
        String name = SPEAKERS[dice.nextInt(SPEAKERS.length)];
        Child child = Objects.requireNonNull(children.get(name));
        child.await(line -> line.startsWith("said "));
        harvest(child.kill());
        startMember(name);
      }
    }

    private void tell(String what) {
      IO.println((System.nanoTime() - start) / 1_000_000 + " ms: " + what);
    }

    private void harvest(List<String> lines) {
      for (String line : lines) {
        if (line.startsWith("said ")) {
          said.add(line.substring(5));
        } else if (line.startsWith("acked ")) {
          acked.add(line.substring(6));
        }
      }
    }

    /// All are killed once more, then opened here to finish what was under way.
    void end() throws Exception {
      tell("the killing ends");
      for (Child child : children.values()) {
        harvest(child.kill());
      }
      assertThat(acked).isNotEmpty();
      var clients = new ArrayList<Client>();
      for (String name : List.of("alice", "bob", "carol", "judge")) {
        clients.add(house.open(name, address));
      }
      for (Client client : clients) {
        Household.eventually(
            client.self().claimed() + " has sent all", () -> client.inspection().waiting(id) == 0);
      }
      for (Client client : clients.subList(0, SPEAKERS.length)) {
        client.group(id).orElseThrow().update(); // not the judge: it stays silent
      }
      tell("everything was sent");
      Household.eventually("all are in one epoch", () -> authenticators(clients) == 1);
      clients.getFirst().group(id).orElseThrow().text("the group goes on").await();
      List<String> expected = ids(clients.getFirst());
      for (Client client : clients) {
        Household.eventually(
            client.self().claimed() + " has all", () -> ids(client).size() >= expected.size());
        assertThat(ids(client)).isEqualTo(expected).doesNotHaveDuplicates();
      }
      assertThat(expected).containsAll(acked).containsAll(said);
      judge(clients.getFirst());
      clients.forEach(Client::close);
      tell(said.size() + " said, " + acked.size() + " acknowledged, all there once");
    }

    private long authenticators(List<Client> clients) {
      return clients.stream()
          .map(client -> client.group(id).orElseThrow().epochAuthenticator())
          .distinct()
          .count();
    }

    private List<String> ids(Client client) {
      return client.inspection().messages(id).stream()
          .map(Message::id)
          .map(Object::toString)
          .toList();
    }

    /// What stands in the log, opened by keys that nobody else used.
    private void judge(Client reader) throws Exception {
      var silent =
          SqliteClientStore.open(
              folder.resolve("silent.db"), new Unlock.KeyFile(folder.resolve("silent.key")));
      try (silent;
          MlsGroup keys = Inspection.of(silent).mls(id).orElseThrow()) {
        var judge = new Judge();
        long from = Inspection.of(silent).group(id).orElseThrow().mark().sequence() + 1;
        judge.read(keys, log(from));
        assertThat(judge.texts()).isGreaterThanOrEqualTo(ids(reader).size());
        assertThat(judge.refusals())
            .allMatch(why -> why.endsWith("EPOCH_GONE") || why.contains("HANDSHAKE"));
      }
    }

    private List<LogRecord> log(long from) {
      HubGroupId group = new HubGroupId(id.value());
      var records = new ArrayList<LogRecord>();
      LogPage page = house.link("alice").readLog(group, from, 1 << 20);
      while (!page.records().isEmpty()) {
        records.addAll(page.records());
        page = house.link("alice").readLog(group, records.getLast().sequence() + 1, 1 << 20);
      }
      return records;
    }

    void close() {
      children.values().forEach(Child::close);
      hub.close();
    }
  }
}

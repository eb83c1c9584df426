package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Client;
import dev.coterie.client.Group;
import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.call.CallState;
import dev.coterie.client.call.Spoken;
import dev.coterie.client.event.Message;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.mls.message.GroupId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls through a real hub in a process of its own, which is killed, and members who misuse it.
final class CallHubTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PACKET_SAMPLES = 960;

  @TempDir private Path folder = Path.of("");
  private final List<Client> clients = new ArrayList<>();
  private Household house;
  private Child hub;
  private HubAddress address;

  @BeforeEach
  void start() throws Exception {
    house = new Household(folder);
    begin(0);
  }

  @AfterEach
  void stop() {
    clients.forEach(Client::close);
    hub.close();
  }

  private void begin(int port) throws Exception {
    hub = Child.start(HubProcess.class, folder.resolve("hub").toString(), Integer.toString(port));
    String[] words = hub.await(line -> line.startsWith("hub ")).split(" ", -1);
    address = new HubAddress("127.0.0.1", Integer.parseInt(words[1]), Fingerprint.parse(words[2]));
  }

  /// One who speaks, and one who keeps what it hears.
  private static final class Talk {
    private final Call speaking;
    private final Call hearing;
    private final List<String> heard = new ArrayList<>();
    private int said;

    Talk(Call speaking, Call hearing) {
      this.speaking = speaking;
      this.hearing = hearing;
    }

    /// Says the next packets.
    ///
    /// @return those that left
    List<String> say(int packets) throws InterruptedException {
      var sent = new ArrayList<String>();
      for (int i = 0; i < packets; i++) {
        var packet = "packet " + said;
        long timestamp = (long) said * PACKET_SAMPLES;
        said++;
        if (speaking.speak(timestamp, Bytes.ofUtf8(packet)) == Spoken.SENT) {
          sent.add(packet);
        }
        Thread.sleep(5);
      }
      return sent;
    }

    List<String> heard() {
      for (var each : hearing.play()) {
        if (each.playout() instanceof Playout.Packet(_, _, var opus)) {
          heard.add(each.speaker().name() + ": " + opus.utf8());
        }
      }
      return heard;
    }

    void awaitHeard(String speaker, List<String> packets) throws InterruptedException {
      var expected = packets.stream().map(packet -> speaker + ": " + packet).toList();
      Household.eventually("all are heard", () -> heard().containsAll(expected));
    }
  }

  @Test
  void hubThatIsKilledDuringACall_costsFramesOfThatTimeOnly_andTheLogNothing() throws Exception {
    Client alice = open("alice");
    Client bob = open("bob");
    GroupId id = group(alice, bob);
    try (Call speaking = call(alice, id);
        Call hearing = call(bob, id)) {
      var talk = new Talk(speaking, hearing);
      alice.group(id).orElseThrow().text("before").await();
      talk.awaitHeard("alice", talk.say(50));
      hub.kill();
      for (Call call : List.of(speaking, hearing)) {
        Household.eventually("noticed", () -> call.state() instanceof CallState.Interrupted);
      }
      assertThat(talk.say(10)).isEmpty();
      var waiting = alice.group(id).orElseThrow().text("said without a hub");
      begin(address.port());
      assertThat(speaking.awaitReady(PATIENCE)).isTrue();
      assertThat(hearing.awaitReady(PATIENCE)).isTrue();
      var sent = talk.say(50);
      assertThat(sent).hasSize(50);
      talk.awaitHeard("alice", sent);
      assertThat(talk.heard()).doesNotHaveDuplicates();
      waiting.await();
      alice.group(id).orElseThrow().update();
      Household.eventually(
          "both have new keys",
          () -> speaking.statistics().keyChanges() > 0 && hearing.statistics().keyChanges() > 0);
      talk.awaitHeard("alice", talk.say(20));
      assertThat(hearing.statistics().refused()).isEmpty();
    }
    Household.eventually(
        "the log has both, once",
        () -> texts(bob, id).equals(List.of("before", "said without a hub")));
  }

  @Test
  void memberThatReplaysAndForgesOthersFrames_isNotHeard_andCostsThemNothing() throws Exception {
    Client alice = open("alice");
    Client bob = open("bob");
    Client mallory = open("mallory");
    GroupId id = group(alice, bob, mallory);
    var opened = new CopyOnWriteArrayList<MediaEvent>();
    try (Call speaking = call(alice, id);
        Call hearing = call(bob, id);
        Call malloryHears = call(mallory, id);
        var abuse =
            house
                .link("mallory")
                .openMedia(new HubGroupId(id.value()), event -> add(opened, event))) {
      Household.eventually("joined", () -> opened.contains(new MediaEvent.Opened()));
      malloryHears.tap(
          frame -> {
            abuse.send(frame.frame());
            var changed = frame.frame().toArray();
            changed[changed.length - 1] ^= 1;
            abuse.send(Bytes.wrap(changed));
            abuse.send(RandomSource.system().bytes(60));
          });
      var talk = new Talk(speaking, hearing);
      var sent = talk.say(100);
      assertThat(sent).hasSize(100);
      talk.awaitHeard("alice", sent);
      Household.eventually(
          "the others are refused",
          () -> hearing.statistics().refused().values().stream().mapToLong(n -> n).sum() >= 100);
      assertThat(talk.heard()).hasSize(100).allMatch(packet -> packet.startsWith("alice: "));
      assertThat(talk.heard()).isSortedAccordingTo((one, other) -> number(one) - number(other));
      assertThat(hearing.statistics().lost()).isZero();
      assertThat(hearing.statistics().accepted()).isEqualTo(100);
      assertThat(hearing.state()).isEqualTo(new CallState.Live());
    }
  }

  @Test
  void removedMember_isOutOfTheHubsMediaToo() throws Exception {
    Client alice = open("alice");
    Client bob = open("bob");
    Client carol = open("carol");
    GroupId id = group(alice, bob, carol);
    var told = new CopyOnWriteArrayList<MediaEvent>();
    try (Call speaking = call(alice, id);
        Call hearing = call(bob, id);
        var wire =
            house.link("carol").openMedia(new HubGroupId(id.value()), event -> add(told, event))) {
      Household.eventually("joined", () -> told.contains(new MediaEvent.Opened()));
      var talk = new Talk(speaking, hearing);
      talk.awaitHeard("alice", talk.say(20));
      alice.group(id).orElseThrow().remove("carol");
      var ended = new MediaEvent.Ended(HubRule.NOT_ON_ROSTER);
      Household.eventually("carol is out", () -> told.contains(ended));
      int before = told.size();
      talk.awaitHeard("alice", talk.say(20));
      assertThat(told).hasSize(before).endsWith(ended);
      assertThat(wire.send(Bytes.of(1))).isFalse();
    }
  }

  private static void add(List<MediaEvent> told, MediaEvent event) {
    told.add(event);
  }

  private static int number(String heard) {
    return Integer.parseInt(heard.substring(heard.lastIndexOf(' ') + 1));
  }

  private Client open(String name) {
    Client client = house.open(name, address);
    clients.add(client);
    return client;
  }

  private static Call call(Client client, GroupId id) {
    Call call = client.group(id).orElseThrow().call(CallSettings.RECORD);
    assertThat(call.awaitReady(PATIENCE)).isTrue();
    return call;
  }

  private GroupId group(Client founder, Client... others) throws InterruptedException {
    var all = new ArrayList<>(List.of(others));
    all.add(founder);
    Household.pinAll(all);
    Group group = founder.createGroup("club");
    for (Client other : others) {
      Household.eventually("invited", () -> invited(group, other.self().claimed()));
    }
    for (Client each : all) {
      Household.eventually(
          "joined",
          () ->
              each.group(group.id()).filter(one -> one.members().size() == all.size()).isPresent());
    }
    return group.id();
  }

  private static boolean invited(Group group, String name) {
    try {
      group.invite(name);
      return true;
    } catch (RefusedException _) {
      return false; // its key packages are not at the hub yet
    }
  }

  private static List<String> texts(Client client, GroupId id) {
    return client.inspection().messages(id).stream().map(Message::text).toList();
  }
}

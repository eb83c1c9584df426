package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Client;
import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.call.CallState;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.testing.FrameNumbers;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.mls.message.GroupId;
import dev.coterie.sframe.media.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at random moments of a member that speaks, which then speaks on in the same epoch.
/// `-Dcoterie.call.kills=N` for more of them, `-Dcoterie.seed=S` for the same moments again, as far
/// as moments can be the same.
final class CallKillTest {
  /// So many kills in one epoch; then another member changes the keys.
  private static final int KILLS_PER_EPOCH = 8;

  @TempDir private Path folder = Path.of("");

  @Test
  void whoIsKilledWhileSpeaking_usesNoCounterTwice() throws Exception {
    int kills = Integer.getInteger("coterie.call.kills", 2);
    long seed = Long.getLong("coterie.seed", System.nanoTime());
    IO.println("kills " + kills + ", seed " + seed);
    var dice = new Random(seed);
    var house = new Household(folder);
    try (Child hub = Child.start(HubProcess.class, folder.resolve("hub").toString(), "0")) {
      HubAddress address = address(hub);
      GroupId id = group(house, address);
      try (Client bob = house.open("bob", address);
          Call call = bob.group(id).orElseThrow().call(CallSettings.RECORD)) {
        var alice = house.link("alice").identity().fingerprint();
        var seen = new CopyOnWriteArrayList<Bytes>();
        call.tap(frame -> keep(frame, alice, seen));
        assertThat(call.awaitReady(Duration.ofSeconds(30))).isTrue();
        for (int i = 1; i <= kills; i++) {
          speakAndDie(house, address, id, dice, seen);
          if (i % KILLS_PER_EPOCH == 0) {
            bob.group(id).orElseThrow().update();
          }
        }
        speakAndDie(house, address, id, dice, seen);
        judge(call, seen, kills);
      }
    }
  }

  private static void keep(MediaEvent.Frame frame, Fingerprint of, List<Bytes> seen) {
    if (frame.from().equals(of)) {
      seen.add(frame.frame());
    }
  }

  private static HubAddress address(Child hub) throws InterruptedException {
    String[] words = hub.await(line -> line.startsWith("hub ")).split(" ", -1);
    return new HubAddress("127.0.0.1", Integer.parseInt(words[1]), Fingerprint.parse(words[2]));
  }

  private static GroupId group(Household house, HubAddress address) throws Exception {
    try (Client alice = house.open("alice", address);
        Client bob = house.open("bob", address)) {
      Household.pinAll(List.of(alice, bob));
      var group = alice.createGroup("club");
      Household.eventually(
          "invited bob",
          () -> {
            try {
              group.invite("bob");
              return true;
            } catch (RefusedException _) {
              return false; // his key packages are not at the hub yet
            }
          });
      Household.eventually("bob is in", () -> bob.group(group.id()).isPresent());
      return group.id();
    }
  }

  /// Speaks until at least one frame of this process was seen, and a moment more.
  private static void speakAndDie(
      Household house, HubAddress address, GroupId id, Random dice, List<Bytes> seen)
      throws Exception {
    int before = seen.size();
    try (Child alice =
        Child.start(
            CallProcess.class,
            house.database("alice").toString(),
            house.key("alice").toString(),
            address.toString(),
            "alice",
            id.toString())) {
      alice.await(line -> line.startsWith("spoke "));
      Household.eventually("a frame comes through", () -> seen.size() > before);
      Thread.sleep(dice.nextInt(0, 300));
      alice.kill();
    }
  }

  private static void judge(Call call, List<Bytes> seen, int kills) throws InterruptedException {
    FrameNumbers.requireAllDifferent(seen);
    var statistics = call.statistics();
    IO.println(
        kills
            + " kills, "
            + seen.size()
            + " frames, "
            + statistics.keyChanges()
            + " key changes: "
            + statistics.refused());
    assertThat(statistics.refused(Refusal.REPLAYED)).isZero();
    assertThat(statistics.keyChanges()).isEqualTo(kills / KILLS_PER_EPOCH);
    assertThat(statistics.received()).isGreaterThanOrEqualTo(seen.size());
    assertThat(seen.size()).isGreaterThan(kills);
    assertThat(call.state()).isNotInstanceOf(CallState.Ended.class);
  }
}

package dev.coterie.client.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.FrameNumbers;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import dev.coterie.gap.CallReservation;
import dev.coterie.mls.message.GroupId;
import dev.coterie.sframe.media.Refusal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls of processes that end at any moment, on disks that fail.
final class CallCrashTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whoComesBackInTheSameEpoch_usesNoNumberTwice() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = new Talk(world, id).with("alice", "bob");
    for (int round = 0; round < 4; round++) {
      talk.say("alice", 10);
      world.crash("alice");
      talk.with("alice");
    }
    talk.say("alice", 10);
    talk.awaitHeard("bob", "alice", 50);
    assertThat(talk.heard("bob", "alice")).isEqualTo(Talk.packets("alice", 1, 50));
    FrameNumbers.requireAllDifferent(world.framesSent("alice"));
    var statistics = talk.call("bob").statistics();
    assertThat(statistics.refused()).isEmpty();
    assertThat(statistics.keyChanges()).isZero();
    assertThat(counters(id)).hasSize(1).allMatch(end -> end == 5 * 65_536);
  }

  /// The ends of the counters that are on alice's disk.
  private List<Long> counters(GroupId id) {
    return rows(id).stream()
        .map(row -> CallReservation.decode(row.value()))
        .filter(CallReservation.Counters.class::isInstance)
        .map(row -> ((CallReservation.Counters) row).range().end())
        .toList();
  }

  private List<Row> rows(GroupId id) {
    return world.store("alice").scan(Table.MEDIA_RESERVATION, GroupKeys.of(id), Bytes.EMPTY, 99);
  }

  @Test
  void crashesUnderKeyChanges_useNoNumberTwice() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = new Talk(world, id).with("alice", "bob");
    var dice = new Random(7);
    for (int round = 0; round < 12; round++) {
      int packets = dice.nextInt(12);
      for (int i = 0; i < packets; i++) {
        talk.trySay("alice");
      }
      switch (dice.nextInt(4)) {
        case 0 -> world.of("alice", id).update();
        case 1 -> world.of("bob", id).update();
        default -> {
          world.crash("alice");
          talk.join("alice", CallSettings.RECORD);
        }
      }
    }
    talk.awaitReady("alice");
    world.awaitAgreement(id, "alice", "bob");
    talk.say("alice", 5);
    long last = talk.said("alice");
    World.eventually("bob hears the end", () -> talk.heard("bob").contains("alice " + last));
    FrameNumbers.requireAllDifferent(world.framesSent("alice"));
    assertThat(talk.call("bob").statistics().refused(Refusal.REPLAYED)).isZero();
    assertThat(talk.call("bob").statistics().lostToKeyChanges()).isZero();
  }

  @Test
  void rowsOfPastEpochs_areGone() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = new Talk(world, id).with("alice", "bob");
    for (int i = 0; i < 3; i++) {
      talk.say("alice", 2);
      world.of("alice", id).update();
    }
    assertThat(counters(id)).containsExactly(65_536L);
    talk.call("alice").close();
    world.of("alice", id).update();
    assertThat(counters(id)).isEmpty();
    assertThat(rows(id)).as("the numbers of the stream go on").hasSize(1);
  }

  @Test
  void diskThatFails_holdsUpTheSpeaker_notTheCall() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = new Talk(world, id).with("bob");
    world.store("alice").failNext(1);
    talk.join("alice", CallSettings.RECORD);
    assertThat(talk.trySay("alice")).isEqualTo(Spoken.NOT_YET);
    talk.awaitReady("alice");
    talk.say("alice", 5);
    talk.awaitHeard("bob", "alice", 5);
    assertThat(talk.heard("bob", "alice")).isEqualTo(Talk.packets("alice", 2, 6));
  }

  @Test
  void groupTakenUpAgainFromItsStore_keepsTheCallInKeys() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = new Talk(world, id).with("alice", "bob");
    talk.say("alice", 5);
    for (int round = 0; round < 3; round++) {
      world.store("alice").failNext(1);
      World.eventually("the disk works again", () -> updated(id));
      world.of("bob", id).update();
      world.awaitAgreement(id, "alice", "bob");
      talk.say("alice", 5);
      talk.say("bob", 5);
    }
    talk.awaitHeard("bob", "alice", 20);
    talk.awaitHeard("alice", "bob", 15);
    assertThat(talk.heard("bob", "alice")).isEqualTo(Talk.packets("alice", 1, 20));
    assertThat(talk.call("alice").statistics().lostToKeyChanges()).isZero();
    FrameNumbers.requireAllDifferent(world.framesSent("alice"));
  }

  private boolean updated(GroupId id) {
    try {
      world.of("alice", id).update();
      return true;
    } catch (UnavailableException _) {
      return false;
    }
  }
}

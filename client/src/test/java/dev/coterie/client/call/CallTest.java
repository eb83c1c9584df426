package dev.coterie.client.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.testing.FrameNumbers;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.mls.message.GroupId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// People who talk, with nothing going wrong but the usual.
final class CallTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private Talk talk(GroupId id) {
    return new Talk(world, id);
  }

  @Test
  void twoPeople_hearEachOther() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = talk(id).with("alice", "bob");
    talk.say("alice", 20);
    talk.say("bob", 10);
    talk.awaitHeard("bob", "alice", 20);
    talk.awaitHeard("alice", "bob", 10);
    assertThat(talk.heard("bob")).isEqualTo(Talk.packets("alice", 1, 20));
    assertThat(talk.heard("alice")).isEqualTo(Talk.packets("bob", 1, 10));
    var statistics = talk.call("bob").statistics();
    assertThat(statistics.received()).isEqualTo(20);
    assertThat(statistics.accepted()).isEqualTo(20);
    assertThat(statistics.sent()).isEqualTo(10);
    assertThat(statistics.lost()).isZero();
    assertThat(statistics.refused()).isEmpty();
    assertThat(statistics.epoch()).isEqualTo(1);
    var source = statistics.sources().getFirst();
    assertThat(source.speaker().name()).isEqualTo("alice");
    assertThat(source.speaker().person()).isEqualTo(world.client("alice").self());
    assertThat(source.jitter().played()).isEqualTo(20);
  }

  @Test
  void keyChangesWhilePeopleSpeak_costNoFrame() throws Exception {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    var talk = talk(id).with("alice", "bob", "carol");
    var updates =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < 6; i++) {
                    world.of(i % 2 == 0 ? "bob" : "carol", id).update();
                  }
                });
    for (int i = 0; i < 200 || updates.isAlive(); i++) {
      talk.say("alice", 1);
    }
    updates.join();
    talk.say("alice", 20);
    long all = talk.said("alice");
    for (String name : List.of("bob", "carol")) {
      talk.awaitHeard(name, "alice", all);
      assertThat(talk.heard(name)).isEqualTo(Talk.packets("alice", 1, all));
      var statistics = talk.call(name).statistics();
      assertThat(statistics.keyChanges()).isEqualTo(6);
      assertThat(statistics.lostToKeyChanges()).isZero();
      assertThat(statistics.lost()).isZero();
      assertThat(statistics.refused()).isEmpty();
    }
    FrameNumbers.requireAllDifferent(world.framesSent("alice"));
  }

  @Test
  void removedMember_hearsNothingMore_andIsHeardByNobody() throws InterruptedException {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    var talk = talk(id).with("alice", "bob", "carol");
    talk.say("alice", 10);
    talk.say("carol", 10);
    talk.awaitHeard("carol", "alice", 10);
    talk.awaitHeard("bob", "carol", 10);
    world.of("alice", id).remove("carol");
    World.eventually("carol's call is over", () -> talk.call("carol").isEnded());
    assertThat(talk.call("carol").state()).isEqualTo(new CallState.Ended(CallEnd.REMOVED));
    int brought = world.framesBrought("carol").size();
    World.eventually("bob has the new keys", () -> world.of("bob", id).members().size() == 2);
    talk.say("alice", 20);
    talk.awaitHeard("bob", "alice", 30);
    assertThat(talk.heard("bob", "alice")).isEqualTo(Talk.packets("alice", 1, 30));
    assertThat(talk.trySay("carol")).isEqualTo(Spoken.ENDED);
    assertThat(talk.heard("carol")).isEqualTo(Talk.packets("alice", 1, 10));
    assertThat(world.framesBrought("carol")).hasSize(brought);
    assertThat(talk.heard("bob", "carol")).hasSize(10);
    var told = new CopyOnWriteArrayList<MediaEvent>();
    try (var intruder = world.link("carol").openMedia(new HubGroupId(id.value()), told::add)) {
      World.eventually(
          "the hub refuses her", () -> told.contains(new MediaEvent.Ended(HubRule.NOT_ON_ROSTER)));
      assertThat(intruder.send(Bytes.of(1))).isFalse();
    }
  }

  @Test
  void whoComesLate_hearsAndIsHeardFromThenOn() throws InterruptedException {
    world.with("alice", "bob", "dave");
    GroupId id = world.group("alice", "bob");
    var talk = talk(id).with("alice", "bob");
    talk.say("alice", 10);
    world.of("bob", id).invite("dave");
    World.eventually("dave is in", () -> world.client("dave").group(id).isPresent());
    talk.with("dave");
    World.eventually("alice has the keys", () -> world.of("alice", id).members().size() == 3);
    talk.say("alice", 10);
    talk.say("dave", 10);
    talk.awaitHeard("dave", "alice", 10);
    talk.awaitHeard("alice", "dave", 10);
    talk.awaitHeard("bob", "dave", 10);
    talk.awaitHeard("bob", "alice", 20);
    assertThat(talk.heard("dave")).isEqualTo(Talk.packets("alice", 11, 20));
    assertThat(talk.heard("bob", "alice")).isEqualTo(Talk.packets("alice", 1, 20));
  }

  @Test
  void mutedMember_sendsNothing() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = talk(id).with("alice", "bob");
    talk.say("alice", 5);
    talk.call("alice").mute(true);
    assertThat(talk.call("alice").isMuted()).isTrue();
    for (int i = 0; i < 20; i++) {
      assertThat(talk.trySay("alice")).isEqualTo(Spoken.MUTED);
    }
    talk.call("alice").mute(false);
    talk.say("alice", 5);
    talk.awaitHeard("bob", "alice", 10);
    assertThat(talk.heard("bob", "alice"))
        .containsExactlyElementsOf(
            List.of(
                "alice 1",
                "alice 2",
                "alice 3",
                "alice 4",
                "alice 5",
                "alice 26",
                "alice 27",
                "alice 28",
                "alice 29",
                "alice 30"));
    assertThat(world.framesSent("alice")).hasSize(10);
    assertThat(talk.call("alice").statistics().withheld()).isEqualTo(20);
    assertThat(talk.call("bob").statistics().lost()).isZero();
  }

  @Test
  void hubThatStartsAnew_interruptsTheCall_andItGoesOn() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = talk(id).with("alice", "bob");
    var states = new CopyOnWriteArrayList<CallState>();
    talk.call("bob").listen(states::add);
    talk.say("alice", 5);
    talk.awaitHeard("bob", "alice", 5);
    world.hub().interruptMedia();
    talk.awaitReady("alice");
    talk.awaitReady("bob");
    World.eventually(
        "the way is open again",
        () -> {
          talk.trySay("alice");
          return talk.heard("bob", "alice").size() >= 10;
        });
    assertThat(states).isNotEmpty().last().isEqualTo(new CallState.Live());
    assertThat(talk.call("bob").statistics().refused()).isEmpty();
  }

  @Test
  void longBreak_showsAsInterrupted_andNothingLeaves() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = talk(id).with("alice", "bob");
    var states = new CopyOnWriteArrayList<CallState>();
    talk.call("alice").listen(states::add);
    world.wire("alice").say(new MediaEvent.Interrupted("a cable"));
    assertThat(talk.call("alice").state()).isEqualTo(new CallState.Interrupted("a cable"));
    assertThat(talk.trySay("alice")).isEqualTo(Spoken.NOT_YET);
    World.eventually("told", () -> states.contains(new CallState.Interrupted("a cable")));
    world.wire("alice").say(new MediaEvent.Opened());
    talk.awaitReady("alice");
    world.wire("alice").congested(true);
    assertThat(talk.trySay("alice")).isEqualTo(Spoken.CONGESTED);
    world.wire("alice").congested(false);
    talk.say("alice", 5);
    talk.awaitHeard("bob", "alice", 5);
    assertThat(talk.call("alice").statistics().congested()).isEqualTo(1);
    assertThat(talk.call("alice").statistics().withheld()).isEqualTo(1);
  }

  @Test
  void closedCall_isOver_andTheNextOneGoesOnWithOtherNumbers() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = talk(id).with("alice", "bob");
    for (int round = 0; round < 5; round++) {
      talk.say("alice", 4);
      talk.call("alice").close();
      assertThat(talk.call("alice").state()).isEqualTo(new CallState.Ended(CallEnd.CLOSED));
      assertThat(talk.call("alice").awaitReady(Duration.ofSeconds(1))).isFalse();
      assertThat(talk.trySay("alice")).isEqualTo(Spoken.ENDED);
      talk.with("alice");
    }
    talk.awaitHeard("bob", "alice", 20);
    FrameNumbers.requireAllDifferent(world.framesSent("alice"));
  }

  @Test
  void groupThatGoesOn_needsNoCall_andACallNoTexts() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = talk(id).with("alice", "bob");
    world.of("alice", id).text("beside the call").await();
    talk.say("alice", 3);
    talk.awaitHeard("bob", "alice", 3);
    world.awaitTexts(id, 1, "bob");
    assertThat(world.events("bob")).noneMatch(ClientEvent.RecordRefused.class::isInstance);
  }
}

package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import dev.coterie.sframe.media.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallSessionTest {
  @Test
  void frame_isHeardAndPlayed() {
    var world = World.of(CallMode.LIVE, 3);
    var frame = world.say(0, "hello");
    for (int leaf = 1; leaf < 3; leaf++) {
      assertThat(world.hear(leaf, 0, frame))
          .isEqualTo(new Verdict.Accepted(world.source(0), 1, world.epoch));
    }
    assertThat(world.play(1)).containsExactly("hello");
    assertThat(world.call(1).statistics().accepted()).isEqualTo(1);
  }

  @Test
  void frames_inAnyOrder_arePlayedInTheirs() {
    var world = World.of(CallMode.LIVE, 2);
    var one = world.say(0, "one");
    var two = world.say(0, "two");
    var three = world.say(0, "three");
    world.hear(1, 0, two);
    world.hear(1, 0, three);
    world.hear(1, 0, one);
    assertThat(world.play(1)).containsExactly("one", "two", "three");
  }

  @Test
  void frameOfTheNextEpoch_isHeldAndHeardWhenItIsEntered() {
    var world = World.of(CallMode.LIVE, 2);
    world.epoch++;
    world.enter(world.call(0), Begun.WITHOUT_REMOVE);
    world.store(0);
    var early = world.say(0, "early");
    assertThat(world.hear(1, 0, early)).isEqualTo(Verdict.Waiting.EPOCH_AHEAD);
    assertThat(world.call(1).statistics().waiting()).isEqualTo(1);
    world.enter(world.call(1), Begun.WITHOUT_REMOVE);
    assertThat(world.call(1).statistics().replayed()).isEqualTo(1);
    assertThat(world.play(1)).containsExactly("early");
    assertThat(world.call(1).statistics().lostToKeyChanges()).isZero();
  }

  @Test
  void frameOfThePastEpoch_isHeardForTenSeconds() {
    var world = World.of(CallMode.LIVE, 2);
    var before = world.say(0, "before");
    var tooOld = world.say(0, "too old");
    world.commit();
    world.pass(Duration.ofMillis(9_999));
    assertThat(world.hear(1, 0, before)).isInstanceOf(Verdict.Accepted.class);
    world.pass(Duration.ofMillis(1));
    assertThat(world.hear(1, 0, tooOld)).isEqualTo(new Verdict.Refused(Refusal.EPOCH_GONE));
    assertThat(world.call(1).statistics().lostToKeyChanges()).isEqualTo(1);
  }

  @Test
  void removedLeaf_fallsSilentAtOnce() {
    var world = World.of(CallMode.LIVE, 3);
    var waiting = world.say(2, "waiting");
    var late = world.say(2, "late");
    world.hear(1, 2, waiting);
    var identity = world.identity(2);
    world.remove(2);
    assertThat(world.play(1)).isEmpty();
    assertThat(world.refuse(1, identity, late)).isEqualTo(new Verdict.Refused(Refusal.LEAF_LEFT));
  }

  @Test
  void frameFromAnotherConnection_isRefusedAndDoesNotSpendTheCounter() {
    var world = World.of(CallMode.LIVE, 3);
    var frame = world.say(0, "mine");
    assertThat(world.hear(1, 2, frame)).isEqualTo(new Verdict.Refused(GapRule.OTHER_CONNECTION));
    assertThat(world.hear(1, 0, frame)).isInstanceOf(Verdict.Accepted.class);
    assertThat(world.hear(1, 0, frame)).isEqualTo(new Verdict.Refused(Refusal.REPLAYED));
  }

  @Test
  void restart_skipsTheRestOfTheRanges() {
    var world = World.of(CallMode.LIVE, 2);
    world.hear(1, 0, world.say(0, "before"));
    world.start(0);
    var spoken = world.call(0).speak(0, world.tick(0), Bytes.ofUtf8("after"));
    assertThat(spoken).isInstanceOf(Spoken.Frame.class);
    assertThat(((Spoken.Frame) spoken).sequence()).isEqualTo(1 + CallReservation.SEQUENCES);
  }

  @Test
  void nothingIsSpoken_beforeItIsReserved() {
    var world = new World(CallMode.LIVE, 2);
    world.admit(0);
    var call = CallSession.create(CallMode.LIVE, World.SUITE, world.holder(0).member(), List.of());
    call.open(0);
    assertThat(call.speak(0, 0, Bytes.of(1))).isEqualTo(Spoken.Withheld.NO_EPOCH);
    world.enter(call, Begun.WITH_REMOVE);
    assertThat(call.speak(0, 0, Bytes.of(1))).isEqualTo(Spoken.Withheld.NOT_RESERVED);
    assertThat(call.due()).hasSize(2);
    call.due().forEach(call::confirm);
    assertThat(call.due()).isEmpty();
    assertThat(call.speak(0, 0, Bytes.of(1))).isInstanceOf(Spoken.Frame.class);
    assertThatThrownBy(() -> call.speak(1, 0, Bytes.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

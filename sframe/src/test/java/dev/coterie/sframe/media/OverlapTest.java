package dev.coterie.sframe.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// How long epochs stay readable.
final class OverlapTest {
  private static final int ALICE = 0;
  private static final int BOB = 1;
  private static final int CAROL = 4;
  private static final Duration TICK = Duration.ofNanos(1);

  private static World trio() {
    var world = new World();
    world.join(ALICE);
    world.join(BOB);
    world.join(CAROL);
    return world;
  }

  @Test
  void pastEpoch_isReadableForTenSeconds() {
    var world = trio();
    var first = world.say(ALICE, 0, "first");
    var second = world.say(ALICE, 0, "second");
    world.commit();
    assertThat(world.member(BOB).wakeAt()).contains(world.now.plusSeconds(10));
    world.pass(MediaKeys.OVERLAP.minus(TICK));
    assertThat(world.heard(BOB, first)).isEqualTo("first");
    world.pass(TICK);
    assertThat(world.hear(BOB, second)).isEqualTo(Refusal.EPOCH_GONE);
    assertThat(world.member(BOB).wakeAt()).isEmpty();
  }

  @Test
  void currentEpoch_neverEnds() {
    var world = trio();
    var frame = world.say(ALICE, 0, "late");
    world.pass(Duration.ofDays(400));
    assertThat(world.heard(BOB, frame)).isEqualTo("late");
  }

  /// Whoever was removed had the keys of all of them.
  @Test
  void afterARemove_allPastEpochs_areReadableForOneSecond() {
    var world = trio();
    var frames = new ArrayList<Bytes>();
    for (int i = 0; i < 3; i++) {
      frames.add(world.say(ALICE, 0, "epoch " + world.epoch));
      frames.add(world.say(ALICE, 0, "epoch " + world.epoch));
      world.commit();
    }
    world.remove(CAROL);
    world.pass(MediaKeys.OVERLAP_AFTER_REMOVE.minus(TICK));
    for (int i = 0; i < 6; i += 2) {
      assertThat(world.heard(BOB, frames.get(i))).isEqualTo("epoch " + (41 + i / 2));
    }
    world.pass(TICK);
    for (int i = 1; i < 6; i += 2) {
      assertThat(world.hear(BOB, frames.get(i))).isEqualTo(Refusal.EPOCH_GONE);
    }
  }

  /// A Remove shortens what is left, and never lengthens it.
  @Test
  void removeAtTheEndOfAnOverlap_addsNothing() {
    var world = trio();
    var frame = world.say(ALICE, 0, "old");
    world.commit();
    world.pass(Duration.ofMillis(9_900));
    world.remove(CAROL);
    world.pass(Duration.ofMillis(100));
    assertThat(world.hear(BOB, frame)).isEqualTo(Refusal.EPOCH_GONE);
  }

  /// The time of the frame that comes in counts, even if nobody ticks; a clock that steps back
  /// brings nothing back.
  @Test
  void steppedBackClock_bringsNoEpochBack() {
    var world = trio();
    var frame = world.say(ALICE, 0, "old");
    world.commit();
    world.pass(MediaKeys.OVERLAP);
    world.member(BOB).tick(world.now);
    world.pass(MediaKeys.OVERLAP.negated());
    assertThat(world.hear(BOB, frame)).isEqualTo(Refusal.EPOCH_GONE);
  }

  @Test
  void epochsWithTheSameLowBits_onlyTheNewestIsReadable() {
    var world = trio();
    var old = world.say(ALICE, 0, "old");
    for (int i = 0; i < 256; i++) {
      world.commit();
    }
    assertThat(world.epoch & 0xff).isEqualTo(41);
    assertThat(world.hear(BOB, old)).isEqualTo(Refusal.NOT_AUTHENTIC);
    assertThat(world.heard(BOB, world.say(ALICE, 0, "new"))).isEqualTo("new");
  }

  /// The thousand: no frame that comes within the overlap is lost, whatever its epoch.
  @Test
  void thousandEpochChanges_loseNoFrame() {
    var world = new World(SFrameSuite.AES_128_GCM_SHA256_128, 3, Long.MAX_VALUE - 499);
    world.join(ALICE);
    world.join(BOB);
    var onTheWay = new ArrayList<Bytes>();
    int heard = 0;
    for (int change = 0; change < 1000; change++) {
      for (int i = 0; i < 3; i++) {
        onTheWay.add(world.say(ALICE, 0, "x"));
        world.pass(Duration.ofMillis(20));
      }
      world.epoch++;
      world.enter(world.member(change % 2), Begun.WITHOUT_REMOVE);
      if (change % 2 == ALICE) {
        assertThat(world.hear(BOB, world.say(ALICE, 0, "ahead"))).isEqualTo(Refusal.EPOCH_AHEAD);
      }
      world.enter(world.member((change + 1) % 2), Begun.WITHOUT_REMOVE);
      while (onTheWay.size() > 20) {
        assertThat(world.heard(BOB, onTheWay.removeFirst())).isEqualTo("x");
        heard++;
      }
    }
    assertThat(heard).isEqualTo(3000 - 20);
    assertThat(world.epoch).as("past the greatest signed one").isNegative();
  }
}

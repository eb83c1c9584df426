package dev.coterie.sframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.sframe.SFrameHeader;
import dev.coterie.sframe.SFrameSuite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Speaking: counters are durable before they are used, and never used twice.
final class MediaSenderTest {
  private static final int ALICE = 0;
  private static final int BOB = 1;

  private static World pair() {
    var world = new World();
    world.join(ALICE);
    world.join(BOB);
    return world;
  }

  private static Protected protect(MediaSender sender) {
    return sender.protect(World.METADATA, new byte[4], 0, 4, new byte[64], 0);
  }

  @Test
  void nothingConfirmed_nothingSealed() {
    var world = pair();
    var sender = world.member(ALICE).sender(0);
    assertThat(protect(sender)).isEqualTo(Protected.Withheld.NOT_RESERVED);
    assertThat(sender.due()).contains(Reservation.first(41, new MediaSource(ALICE, 0)));
    assertThat(protect(sender)).isEqualTo(Protected.Withheld.NOT_RESERVED);
    sender.confirm(sender.due().orElseThrow());
    assertThat(protect(sender)).isEqualTo(new Protected.Sealed(22, 0));
    assertThat(sender.available()).isEqualTo(65_535);
  }

  @Test
  void nextRange_isDueInTime() {
    var world = pair();
    world.store(ALICE, 0);
    var sender = world.member(ALICE).sender(0);
    for (int i = 0; i < 32_768; i++) {
      assertThat(sender.due()).isEmpty();
      protect(sender);
    }
    assertThat(sender.due()).isEmpty();
    protect(sender);
    var due = new Reservation(41, new MediaSource(ALICE, 0), 131_072);
    assertThat(sender.due()).contains(due);
    for (int i = 0; i < 32_767; i++) {
      assertThat(protect(sender)).isInstanceOf(Protected.Sealed.class);
    }
    assertThat(protect(sender)).isEqualTo(Protected.Withheld.NOT_RESERVED);
    sender.confirm(due);
    assertThat(protect(sender)).isEqualTo(new Protected.Sealed(25, 65_536));
  }

  @Test
  void onlyWhatWasDue_isConfirmed() {
    var world = pair();
    var sender = world.member(ALICE).sender(3);
    var source = new MediaSource(ALICE, 3);
    var wrong =
        List.of(
            new Reservation(41, source, 65_537),
            new Reservation(41, source, 131_072),
            new Reservation(42, source, 65_536),
            new Reservation(41, new MediaSource(ALICE, 2), 65_536),
            new Reservation(41, new MediaSource(BOB, 3), 65_536));
    for (var reservation : wrong) {
      assertThatIllegalArgumentException().isThrownBy(() -> sender.confirm(reservation));
      assertThat(sender.available()).isZero();
    }
    var first = Reservation.first(41, source);
    world.commit();
    sender.confirm(first); // stored while the epoch ended
    assertThat(sender.available()).isZero();
    sender.confirm(Reservation.first(42, source));
    assertThatIllegalArgumentException()
        .as("twice")
        .isThrownBy(() -> sender.confirm(Reservation.first(42, source)));
    assertThat(sender.available()).isEqualTo(65_536);
  }

  @Test
  void sender_ofAChannel_isOne() {
    var world = pair();
    world.store(ALICE, 0);
    var keys = world.member(ALICE);
    var sender = keys.sender(0);
    protect(sender);
    assertThat(keys.sender(0)).isSameAs(sender);
    assertThat(protect(keys.sender(0))).isEqualTo(new Protected.Sealed(22, 1));
    world.commit();
    assertThat(keys.sender(0)).isSameAs(sender);
    assertThat(sender.epoch()).isEqualTo(42);
    assertThat(sender.source()).isEqualTo(new MediaSource(ALICE, 0));
    assertThat(sender).hasToString("MediaSender[MediaSource[leaf=0, channel=0], epoch 42]");
  }

  /// The process dies and speaks on in the same epoch: it goes on behind all that it may have used.
  @Test
  void crash_skipsTheRestOfTheRange() {
    var world = pair();
    world.say(ALICE, 0, "one");
    assertThat(world.heard(BOB, world.say(ALICE, 0, "two"))).isEqualTo("two");
    world.crash(ALICE);
    var after = world.say(ALICE, 0, "three");
    assertThat(SFrameHeader.startOf(after).counter()).isEqualTo(65_536);
    assertThat(world.heard(BOB, after)).isEqualTo("three");
  }

  /// Whenever the process dies: between writing and confirming, right after, or while it speaks.
  @Property(tries = 60)
  void crashesAnywhere_repeatNoKeyIdAndCounter(@ForAll long seed) {
    var random = new Random(seed);
    var world = pair();
    var used = new HashSet<SFrameHeader>();
    var epochs = new ArrayList<Long>();
    for (int step = 0; step < 120; step++) {
      var sender = world.member(ALICE).sender(random.nextInt(2));
      switch (random.nextInt(8)) {
        case 0 -> world.crash(ALICE);
        case 1 -> {
          world.epoch += 1;
          world.enter(world.member(ALICE), MediaEpoch.Begun.WITHOUT_REMOVE);
          used.clear(); // a key id names another key now
          epochs.add(world.epoch);
        }
        case 2 -> sender.due().ifPresent(world.disk(ALICE)::add);
        default -> {
          world.store(ALICE, sender.source().channel());
          for (int i = random.nextInt(4); i > 0; i--) {
            var header = SFrameHeader.startOf(World.say(sender, "x"));
            assertThat(used.add(header)).as("%s in step %s", header, step).isTrue();
          }
        }
      }
    }
    assertThat(epochs).doesNotHaveDuplicates();
  }

  @Test
  void lastCounter_isTheEnd() {
    var world = pair();
    var source = new MediaSource(ALICE, 0);
    world.disk(ALICE).add(new Reservation(41, source, Reservation.LAST_END - 2));
    var sender = world.crash(ALICE).sender(0);
    world.store(ALICE, 0);
    assertThat(protect(sender)).isEqualTo(new Protected.Sealed(30, Reservation.LAST_END - 2));
    assertThat(protect(sender)).isEqualTo(new Protected.Sealed(30, Reservation.LAST_END - 1));
    assertThat(sender.due()).isEmpty();
    for (int i = 0; i < 3; i++) {
      assertThat(protect(sender)).isEqualTo(Protected.Withheld.EXHAUSTED);
    }
    world.crash(ALICE);
    assertThat(protect(world.member(ALICE).sender(0))).isEqualTo(Protected.Withheld.EXHAUSTED);
    world.commit();
    world.store(ALICE, 0);
    assertThat(protect(world.member(ALICE).sender(0))).isEqualTo(new Protected.Sealed(22, 0));
  }

  @Test
  void smallBuffer_spendsNothing() {
    var world = pair();
    world.store(ALICE, 0);
    var sender = world.member(ALICE).sender(0);
    assertThatThrownBy(() -> sender.protect(Bytes.EMPTY, new byte[4], 0, 4, new byte[21], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> sender.protect(Bytes.EMPTY, new byte[4], 1, 4, new byte[99], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(protect(sender)).isEqualTo(new Protected.Sealed(22, 0));
  }

  @Test
  void reservation_hasOneStoredForm() {
    var reservation = new Reservation(-2, new MediaSource(300, 255), 65_536);
    var stored = Reservation.CODEC.encode(reservation);
    assertThat(stored.toHex())
        .isEqualTo("fffffffffffffffe" + "0000012c" + "ff" + "0000000000010000");
    assertThat(Reservation.decode(stored)).isEqualTo(reservation);
    for (var wrong :
        List.of(
            stored.slice(1),
            Bytes.concat(stored, Bytes.of(0)),
            Bytes.fromHex("fffffffffffffffe" + "4000000" + "0ff" + "0000000000010000"),
            Bytes.fromHex("fffffffffffffffe" + "0000012c" + "ff" + "0000000000000000"),
            Bytes.fromHex("fffffffffffffffe" + "0000012c" + "ff" + "4000000000000001"),
            Bytes.fromHex("fffffffffffffffe" + "0000012c" + "ff" + "ffffffffffffffff"))) {
      assertThatThrownBy(() -> Reservation.decode(wrong)).isInstanceOf(MalformedException.class);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reservation(0, new MediaSource(0, 0), 0));
  }

  @Test
  void reservationsOfOthers_countForNobodyElse() {
    var world = pair();
    world.disk(BOB).add(Reservation.first(41, new MediaSource(ALICE, 0)));
    world.disk(BOB).add(Reservation.first(40, new MediaSource(BOB, 0)));
    world.disk(BOB).add(Reservation.first(41, new MediaSource(BOB, 1)));
    var keys = world.crash(BOB);
    assertThat(keys.sender(0).due()).contains(Reservation.first(41, new MediaSource(BOB, 0)));
    assertThat(keys.sender(1).due())
        .contains(new Reservation(41, new MediaSource(BOB, 1), 2 * Reservation.RANGE));
    assertThat(SFrameSuite.EXPORTER_LABEL).isEqualTo("SFrame 1.0 Base Key");
  }
}

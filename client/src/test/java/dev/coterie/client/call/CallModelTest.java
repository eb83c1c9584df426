package dev.coterie.client.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.event.Person;
import dev.coterie.client.group.MediaTurn;
import dev.coterie.client.testing.FrameNumbers;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.gap.CallReservation;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.gbp.MemberKey;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch;
import dev.coterie.sframe.media.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// A call against a model of its disk: whatever is written late, lost in a crash, or deleted with
/// an epoch, no number is used twice, and who listens hears each packet once, or not at all.
final class CallModelTest {
  private static final Member ALICE = member(0, "alice");
  private static final Member BOB = member(1, "bob");

  private static Member member(int leaf, String name) {
    return new Member(
        new LeafIndex(leaf),
        new Credential.Basic(Bytes.ofUtf8(name)),
        new SignaturePublicKey(Bytes.ofUtf8(name + "'s key")),
        new Epoch(1));
  }

  /// A client's surroundings without threads: writing and waiting are the test's own steps.
  private static class Host implements CallHost {
    final List<Bytes> sent = new ArrayList<>();

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public void store(List<CallReservation> reservations) {
      throw new AssertionError("the test writes");
    }

    @Override
    public MediaSession open(Consumer<MediaEvent> listener) {
      return new MediaSession() {
        @Override
        public boolean send(Bytes frame) {
          return sent.add(frame);
        }

        @Override
        public void close() {
          // nothing to close
        }
      };
    }

    @Override
    public String nameOf(Person person) {
      return person.claimed();
    }

    @Override
    public void ended() {
      throw new AssertionError("there is no thread");
    }
  }

  private static final class World {
    private final Random dice;
    private final Map<Bytes, CallReservation> disk = new HashMap<>();
    private final Host host = new Host();
    private final CallEngine bob = engine(BOB, List.of(), new Host());
    private final List<String> heard = new ArrayList<>();
    private List<CallReservation> underWay = List.of();
    private CallEngine alice = engine(ALICE, List.of(), host);
    private long epoch = 1;
    private long said;
    private int delivered;

    World(Random dice) {
      this.dice = dice;
      alice.enter(turn(Optional.empty()));
      bob.enter(turn(Optional.empty()));
      connect(alice, host);
    }

    private static CallEngine engine(Member self, List<CallReservation> stored, Host host) {
      var place =
          new CallControl.Place(new GroupId(Bytes.of(1)), self, SFrameSuite.AES_128_GCM_SHA256_128);
      return new CallEngine(CallSettings.RECORD, place, stored, host);
    }

    private static void connect(CallEngine engine, Host host) {
      engine.opened(host.open(_ -> {}));
      engine.told(new MediaEvent.Opened());
    }

    private MediaTurn turn(Optional<CallReservation> reserved) {
      return new MediaTurn(
          new Epoch(epoch),
          2,
          MediaEpoch.Begun.WITHOUT_REMOVE,
          List.of(ALICE, BOB),
          Secret.copyOf(
              Bytes.wrap(new byte[] {(byte) epoch, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})),
          reserved);
    }

    void step() {
      switch (dice.nextInt(10)) {
        case 0 -> crash();
        case 1 -> commit();
        case 2 -> underWay = alice.workNow().due();
        case 3 -> write();
        case 4 -> {
          underWay = alice.workNow().due();
          write();
        }
        case 5 -> deliver();
        default -> speak();
      }
    }

    /// What was under way may have reached the disk, or not.
    private void crash() {
      if (dice.nextBoolean()) {
        underWay.forEach(this::put);
      }
      underWay = List.of();
      alice = engine(ALICE, List.copyOf(disk.values()), host);
      alice.enter(turn(Optional.empty()));
      connect(alice, host);
    }

    /// The group's transaction comes first; the call hears of it later, or never.
    private void commit() {
      epoch++;
      disk.values().removeIf(CallReservation.Counters.class::isInstance);
      var first = CallReservation.firstCounters(MemberKey.of(ALICE), 0, new Epoch(epoch));
      put(first);
      if (dice.nextInt(6) == 0) {
        crash();
      } else {
        alice.enter(turn(Optional.of(first)));
      }
      bob.enter(turn(Optional.empty()));
    }

    private void write() {
      var done = underWay;
      underWay = List.of();
      done.forEach(this::put);
      if (!done.isEmpty() && dice.nextInt(6) == 0) {
        crash();
      } else if (!done.isEmpty()) {
        alice.stored(done);
      }
    }

    private void put(CallReservation reservation) {
      disk.put(reservation.slot(), reservation);
    }

    private void speak() {
      for (int i = dice.nextInt(5); i >= 0; i--) {
        said++;
        alice.speak(said * 960, Bytes.ofUtf8(Long.toString(said)));
      }
    }

    void deliver() {
      var from = Person.of(ALICE).fingerprint();
      for (; delivered < host.sent.size(); delivered++) {
        bob.told(new MediaEvent.Frame(from, host.sent.get(delivered)));
      }
      for (Heard each : bob.play()) {
        if (each.playout() instanceof Playout.Packet packet) {
          heard.add(packet.opus().utf8());
        }
      }
    }
  }

  @Property(tries = 150)
  void crashesAndLateWrites_repeatNoNumber(@ForAll long seed) {
    var world = new World(new Random(seed));
    for (int step = 0; step < 120; step++) {
      world.step();
    }
    world.deliver();
    world.bob.end(CallEnd.CLOSED);
    world.deliver();
    FrameNumbers.requireAllDifferent(world.host.sent);
    assertThat(world.heard).doesNotHaveDuplicates();
    assertThat(world.heard.size()).isLessThanOrEqualTo(world.host.sent.size());
    var statistics = world.bob.statistics();
    assertThat(statistics.refused(Refusal.REPLAYED)).isZero();
    assertThat(statistics.lostToKeyChanges()).isZero();
    assertThat(statistics.received()).isEqualTo(world.host.sent.size());
  }
}

package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.gap.jitter.Ticks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// One member of a simulated call: speaks in talks with pauses, plays by a clock of its own, and
/// keeps a diary that an oracle can judge.
final class SimulatedMember {
  static final long SLOT = 20_000;

  /// An epoch was entered.
  record Entry(long epoch, long at, boolean removes) {}

  /// A copy of a frame arrived.
  record Arrival(SimulatedMember from, long sequence, long epoch, long at) {}

  final SimulatedCall world;
  final Holder holder;
  final CallSession session;
  final List<Entry> entries = new ArrayList<>();
  final List<Arrival> arrivals = new ArrayList<>();

  /// When the first sample of each packet reached the microphone.
  final Map<Long, Long> spokenAt = new HashMap<>();

  /// Microseconds from mouth to ear of all that was played here.
  final List<Long> delays = new ArrayList<>();

  /// How many packets of each member were played here.
  final Map<SimulatedMember, Long> playedOf = new HashMap<>();

  long concealed;
  boolean gone;
  private final SplittableRandom random;
  private long timestamp;
  private long talkEnds;

  SimulatedMember(SimulatedCall world, Holder holder, HeldFrames.Limits limits) {
    this.world = world;
    this.holder = holder;
    this.random = world.random.split();
    this.timestamp = random.nextLong(1L << 32);
    this.session = CallSession.create(world.mode, World.SUITE, holder.member(), List.of(), limits);
    session.open(0);
  }

  /// Starts to speak and to play, each at its own phase.
  void start() {
    talkEnds = world.time.micros() + 2_000_000;
    world.time.in(random.nextLong(SLOT), this::speak);
    world.time.in(random.nextLong(SLOT), this::play);
  }

  void enter(CallEpoch epoch, boolean removes) {
    session.enter(epoch, World.baseKey(epoch.number().value()), world.time.now());
    session.due().forEach(session::confirm);
    entries.add(new Entry(epoch.number().value(), world.time.micros(), removes));
  }

  private void speak() {
    if (gone) {
      return;
    }
    boolean last = world.time.micros() + SLOT > talkEnds;
    long pause = last && world.pauses ? 500_000 + random.nextLong(1_000_000) : SLOT;
    var spoken = session.speak(0, timestamp, opus(last && world.pauses));
    assertThat(spoken).isInstanceOf(Spoken.Frame.class);
    var frame = (Spoken.Frame) spoken;
    spokenAt.put(frame.sequence(), world.time.micros() - SLOT);
    world.fanOut(this, frame, session.epoch().orElseThrow().value());
    if (last) {
      talkEnds = world.time.micros() + pause + 500_000 + random.nextLong(3_000_000);
    }
    timestamp += pause / SLOT * Ticks.SLOT;
    world.time.in(pause / SLOT * SLOT, this::speak);
  }

  private Bytes opus(boolean last) {
    if (last) {
      return Bytes.of(1);
    }
    var octets = ByteBuffer.allocate(60 + random.nextInt(60));
    octets.putLong(timestamp);
    return Bytes.wrap(octets.array());
  }

  void hear(SimulatedMember from, long sequence, long epoch, Bytes frame) {
    if (gone) {
      return;
    }
    arrivals.add(new Arrival(from, sequence, epoch, world.time.micros()));
    session.hear(world.time.now(), from.holder.identity(), frame);
  }

  private void play() {
    if (gone) {
      return;
    }
    hearOut(world.time.now());
    world.time.in(SLOT, this::play);
  }

  /// Plays what there is at a moment.
  void hearOut(Instant now) {
    for (var heard : session.play(now)) {
      switch (heard.playout()) {
        case Playout.Packet packet -> played(heard.source(), packet);
        case Playout.Lost _ -> concealed++;
        case Playout.Silence _ -> {}
      }
    }
  }

  private void played(CallSource source, Playout.Packet packet) {
    var from = world.member(source.member());
    assertThat(packet.opus().size() == 1 || packet.opus().size() >= 60).isTrue();
    if (packet.opus().size() > 1) {
      assertThat(packet.opus().buffer().getLong()).isEqualTo(packet.timestamp());
    }
    long spoken = Objects.requireNonNull(from.spokenAt.get(packet.sequence()));
    delays.add(world.time.micros() - spoken);
    playedOf.merge(from, 1L, Long::sum);
  }
}

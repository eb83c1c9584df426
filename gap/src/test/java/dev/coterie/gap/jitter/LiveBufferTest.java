package dev.coterie.gap.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.gap.jitter.Playout.Lost;
import dev.coterie.gap.jitter.Playout.Packet;
import dev.coterie.gap.jitter.Playout.Silence;
import dev.coterie.gap.jitter.Traffic.Arrival;
import dev.coterie.gap.jitter.Traffic.Fate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class LiveBufferTest {
  @Provide
  Arbitrary<List<Fate>> fates() {
    return Traffic.fates(300);
  }

  /// Every number is played once at most, in order, and everything is accounted for.
  @Property(tries = 300)
  void everyPacket_isPlayedOrCounted(@ForAll("fates") List<Fate> fates) {
    var buffer = new LiveBuffer();
    var arrivals = Traffic.of(100, fates);
    Set<Long> came = new HashSet<>();
    var played = new ArrayList<Long>();
    int next = 0;
    for (long now = 0; next < arrivals.size() || !buffer.isIdle(); now += Ticks.SLOT) {
      for (; next < arrivals.size() && arrivals.get(next).at() <= now; next++) {
        buffer.put(arrivals.get(next).packet(), arrivals.get(next).at());
        came.add(arrivals.get(next).packet().sequence());
      }
      if (play(buffer, now) instanceof Packet packet) {
        played.add(packet.sequence());
      }
    }
    var counts = buffer.statistics();
    assertThat(played).isSorted().doesNotHaveDuplicates();
    assertThat(counts.played()).isEqualTo(played.size());
    assertThat(counts.duplicates()).isEqualTo(arrivals.size() - came.size());
    assertThat(counts.played() + counts.late() + counts.skipped()).isEqualTo(came.size());
    assertThat(counts.lost()).isBetween(0L, fates.size() - (long) came.size());
    assertThat(counts.overflowed() + counts.restarts()).isZero();
  }

  private static Playout play(LiveBuffer buffer, long now) {
    var out = new ArrayList<Playout>();
    buffer.play(now, out::add);
    assertThat(out).hasSize(1);
    return out.getFirst();
  }

  /// A stream with one delay, from packet 1 on: the clock asks half a slot after each arrival.
  private static List<Playout> steady(LiveBuffer buffer, int packets, Set<Integer> missing) {
    var out = new ArrayList<Playout>();
    for (int i = 0; i < packets + 5; i++) {
      if (i < packets && !missing.contains(i)) {
        buffer.put(Traffic.packet(i + 1, i * Ticks.SLOT), i * Ticks.SLOT);
      }
      out.add(play(buffer, i * Ticks.SLOT + Ticks.SLOT / 2));
    }
    return out;
  }

  @Example
  void steadyStream_isPlayedWholeAndSoon() {
    var buffer = new LiveBuffer();
    var out = steady(buffer, 500, Set.of());
    assertThat(out.indexOf(Traffic.packet(1, 0))).isLessThanOrEqualTo(2);
    var counts = buffer.statistics();
    assertThat(counts.played() + counts.skipped()).isEqualTo(500);
    assertThat(counts.skipped()).as("a slot less once the network is known").isLessThan(2);
    assertThat(counts.lost() + counts.late() + counts.stretched()).isZero();
  }

  @Example
  void lostPacket_isReportedWithTheNext() {
    var out = steady(new LiveBuffer(), 100, Set.of(50));
    assertThat(out).contains(new Lost(51, Optional.of(Traffic.packet(52, 51 * Ticks.SLOT).opus())));
  }

  @Example
  void silence_isNotLoss() {
    var buffer = new LiveBuffer();
    var out = new ArrayList<Playout>();
    long pause = 50 * Ticks.SLOT;
    for (int i = 0; i < 100; i++) {
      long timestamp = i < 20 ? i * Ticks.SLOT : i * Ticks.SLOT + pause;
      boolean last = i == 19;
      var opus = last ? Bytes.of(8) : Bytes.ofUtf8("said");
      for (long at = out.size() * Ticks.SLOT; at < timestamp; at += Ticks.SLOT) {
        out.add(play(buffer, at));
      }
      buffer.put(new Packet(i + 1, timestamp, opus), timestamp);
    }
    assertThat(out).noneMatch(one -> one instanceof Lost).anyMatch(one -> one instanceof Silence);
    assertThat(buffer.statistics().concealed()).isZero();
  }

  /// Who stops without a word is concealed for 60 ms.
  @Example
  void endOfAStream_isConcealedBriefly() {
    var buffer = new LiveBuffer();
    steady(buffer, 50, Set.of());
    for (int i = 0; i < 20; i++) {
      play(buffer, (60 + i) * Ticks.SLOT);
    }
    assertThat(buffer.statistics().concealed() + buffer.statistics().stretched()).isEqualTo(3);
    assertThat(buffer.isIdle()).isTrue();
  }

  @Example
  void restartOfTheSender_isHeardFromItsSecondPacketOn() {
    var buffer = new LiveBuffer();
    steady(buffer, 50, Set.of());
    long now = 100 * Ticks.SLOT;
    buffer.put(Traffic.packet(70_000, 5), now);
    buffer.put(Traffic.packet(70_001, 5 + Ticks.SLOT), now + Ticks.SLOT);
    var out = new ArrayList<Playout>();
    for (int i = 0; i < 6; i++) {
      out.add(play(buffer, now + (1 + i) * Ticks.SLOT));
    }
    assertThat(out).contains(Traffic.packet(70_000, 5), Traffic.packet(70_001, 5 + Ticks.SLOT));
    assertThat(buffer.statistics().restarts()).isEqualTo(1);
  }

  /// A member that forges one packet of another moves nothing for long: neither by its number nor
  /// by its time.
  @Example
  void oneForgedPacket_silencesNobody() {
    for (var forged :
        List.of(
            Traffic.packet(1L << 40, 0),
            Traffic.packet(51, 50 * Ticks.SLOT + (1L << 40)),
            Traffic.packet(51, 0))) {
      var buffer = new LiveBuffer();
      steady(buffer, 50, Set.of());
      int played = 0;
      for (int i = 50; i < 150; i++) {
        long now = i * Ticks.SLOT;
        buffer.put(i == 50 ? forged : Traffic.packet(i + 1, now), now);
        played += play(buffer, now + Ticks.SLOT / 2) instanceof Packet ? 1 : 0;
      }
      assertThat(played).as(forged.toString()).isGreaterThan(90);
    }
  }

  /// Clocks that differ by 200 ppm, for two hours: the delay stays, a slot is added or dropped now
  /// and then, and hardly anything else happens.
  @Example
  void driftOfHours_isMadeGood() {
    for (int ppm : new int[] {-200, 200}) {
      drift(ppm);
    }
  }

  private static void drift(int ppm) {
    var buffer = new LiveBuffer();
    var random = new SplittableRandom(ppm);
    int packets = 2 * 3600 * 50;
    var coming = new PriorityQueue<Arrival>((a, b) -> Long.compare(a.at(), b.at()));
    long longest = 0;
    long spoken = 0;
    for (long now = 0; now < packets * Ticks.SLOT; now += Ticks.SLOT) {
      for (; sent(spoken, ppm) <= now; spoken++) {
        var packet = Traffic.packet(spoken + 1, spoken * Ticks.SLOT);
        coming.add(new Arrival(packet, sent(spoken, ppm) + random.nextLong(Ticks.SLOT)));
      }
      while (!coming.isEmpty() && Objects.requireNonNull(coming.peek()).at() <= now) {
        var arrival = coming.remove();
        buffer.put(arrival.packet(), arrival.at());
      }
      if (play(buffer, now) instanceof Packet packet) {
        longest = Math.max(longest, now - sent(packet.sequence() - 1, ppm));
      }
    }
    var counts = buffer.statistics();
    long slots = packets * 200L / 1_000_000;
    assertThat(longest).isLessThan(5 * Ticks.SLOT);
    assertThat(ppm < 0 ? counts.skipped() : counts.stretched()).isBetween(slots - 5, slots + 30);
    assertThat(counts.late() + counts.concealed()).isLessThan(packets / 1000);
    assertThat(counts.restarts() + counts.overflowed()).isZero();
  }

  private static long sent(long packet, int ppm) {
    return packet * Ticks.SLOT * (1_000_000L + ppm) / 1_000_000;
  }

  @Example
  void nobodyPlays_memoryIsBounded() {
    var buffer = new LiveBuffer();
    for (int i = 1; i <= 10_000; i++) {
      buffer.put(Traffic.packet(i, i * Ticks.SLOT), i * Ticks.SLOT);
    }
    assertThat(buffer.statistics().waiting()).isLessThanOrEqualTo(256);
    assertThat(buffer.statistics().overflowed()).isPositive();
  }
}

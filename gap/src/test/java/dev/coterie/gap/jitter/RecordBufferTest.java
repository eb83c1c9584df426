package dev.coterie.gap.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.gap.jitter.Playout.Lost;
import dev.coterie.gap.jitter.Playout.Packet;
import dev.coterie.gap.jitter.Traffic.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

final class RecordBufferTest {
  @Provide
  Arbitrary<List<Fate>> fates() {
    return Traffic.fates(180);
  }

  /// The model: sort what came, and name each number between that did not.
  @Property(tries = 200)
  void recording_isEverythingInOrder(
      @ForAll("fates") List<Fate> fates, @ForAll @LongRange(min = 1, max = 1L << 40) long first) {
    var buffer = new RecordBuffer();
    var recorded = new ArrayList<Playout>();
    var model = new TreeMap<Long, Packet>();
    int copies = 0;
    for (var arrival : Traffic.of(first, fates)) {
      buffer.put(arrival.packet(), arrival.at());
      model.put(arrival.packet().sequence(), arrival.packet());
      copies++;
      buffer.play(arrival.at(), recorded::add);
    }
    for (long later = 1000; !buffer.isIdle(); later++) {
      buffer.play(Ticks.SECOND * later, recorded::add);
    }
    assertThat(recorded).isEqualTo(expected(model));
    var counts = buffer.statistics();
    assertThat(counts.played()).isEqualTo(model.size());
    assertThat(counts.duplicates()).isEqualTo(copies - model.size());
    assertThat(counts.lost()).isEqualTo(recorded.size() - model.size());
    assertThat(buffer.isIdle()).isTrue();
    assertThat(buffer.wakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  private static List<Playout> expected(NavigableMap<Long, Packet> model) {
    var expected = new ArrayList<Playout>();
    if (!model.isEmpty()) {
      for (long sequence = model.firstKey(); sequence <= model.lastKey(); sequence++) {
        var packet = model.get(sequence);
        var next = Optional.ofNullable(model.get(sequence + 1)).map(Packet::opus);
        expected.add(packet != null ? packet : new Lost(sequence, next));
      }
    }
    return expected;
  }

  @Example
  void gap_isWaitedForTwoSeconds() {
    var buffer = new RecordBuffer();
    var recorded = new ArrayList<Playout>();
    var one = Traffic.packet(1, 0);
    var three = Traffic.packet(3, 2 * Ticks.SLOT);
    buffer.put(one, 0);
    buffer.play(0, recorded::add);
    buffer.put(three, 100);
    buffer.play(2 * Ticks.SECOND, recorded::add);
    assertThat(recorded).containsExactly(one);
    assertThat(buffer.wakeAt()).isEqualTo(100 + 2 * Ticks.SECOND);
    buffer.play(buffer.wakeAt(), recorded::add);
    assertThat(recorded).containsExactly(one, new Lost(2, Optional.of(three.opus())), three);
  }

  /// Gaps do not add up: each is waited for from when the packet after it came.
  @Example
  void manyGaps_areWaitedForTogether() {
    var buffer = new RecordBuffer();
    var recorded = new ArrayList<Playout>();
    for (int i = 1; i <= 999; i += 2) {
      buffer.put(Traffic.packet(i, i * Ticks.SLOT), i * Ticks.SLOT);
      buffer.play(i * Ticks.SLOT, recorded::add);
    }
    assertThat(recorded).hasSizeGreaterThan(999 - 2 * 50 - 5);
  }

  @Example
  void restartOfTheSender_losesNothing() {
    var buffer = new RecordBuffer();
    var recorded = new ArrayList<Playout>();
    buffer.put(Traffic.packet(1, 0), 0);
    buffer.put(Traffic.packet(3, 2 * Ticks.SLOT), 0);
    buffer.put(Traffic.packet(65_537, 0), 0);
    buffer.put(Traffic.packet(65_538, Ticks.SLOT), 0);
    buffer.play(Ticks.SECOND, recorded::add);
    assertThat(recorded.stream().map(one -> ((Packet) one).sequence()))
        .containsExactly(1L, 3L, 65_537L, 65_538L);
    assertThat(buffer.statistics().restarts()).isEqualTo(1);
    assertThat(buffer.statistics().lost()).isEqualTo(1);
  }

  @Example
  void oneFarNumber_movesNothing() {
    var buffer = new RecordBuffer();
    buffer.put(Traffic.packet(1, 0), 0);
    buffer.put(Traffic.packet(1L << 40, 0), 0);
    assertThat(buffer.put(Traffic.packet(2, Ticks.SLOT), 0)).isEqualTo(Placed.WAITING);
    assertThat(buffer.put(Traffic.packet(Long.MAX_VALUE, 0), 0)).isEqualTo(Placed.FULL);
    var recorded = new ArrayList<Playout>();
    buffer.play(0, recorded::add);
    assertThat(recorded).hasSize(2);
  }

  @Example
  void memory_isBounded() {
    var buffer = new RecordBuffer();
    for (int i = 1; i <= 10_000; i++) {
      buffer.put(new Packet(i, i * Ticks.SLOT, Bytes.wrap(new byte[100])), 0);
    }
    assertThat(buffer.statistics().waiting()).isEqualTo(4096);
    var large = new RecordBuffer();
    for (int i = 1; i <= 1000; i++) {
      large.put(new Packet(i, i * Ticks.SLOT, Bytes.wrap(new byte[4000])), 0);
    }
    assertThat(large.statistics().waiting()).isEqualTo((1 << 20) / 4000);
    assertThat(large.statistics().overflowed()).isEqualTo(1000 - (1 << 20) / 4000);
  }
}

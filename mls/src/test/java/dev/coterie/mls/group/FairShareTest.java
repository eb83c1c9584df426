package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Nobody pushes out somebody who keeps no more than others.
class FairShareTest {
  record Entry(int owner, int number, int size) {}

  private static final FairShare<Entry> SHARE =
      new FairShare<>(Entry::owner, Entry::size, 8, 1_000);

  private final List<Entry> kept = new ArrayList<>();
  private int numbers;

  private boolean offer(int owner, int size) {
    var fresh = new Entry(owner, numbers++, size);
    Optional<List<Entry>> gone = SHARE.displaced(kept, fresh);
    gone.ifPresent(
        some -> {
          assertThat(kept).containsAll(some);
          kept.removeAll(some);
          kept.add(fresh);
        });
    return gone.isPresent();
  }

  @Test
  void oneWhoFillsTheBuffer_makesRoomForOthers_andForNobodyElse() {
    for (int i = 0; i < 8; i++) {
      assertThat(offer(1, 10)).isTrue();
    }
    assertThat(offer(1, 10)).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(offer(2, 10)).isEqualTo(i < 4);
    }
    assertThat(kept).filteredOn(one -> one.owner() == 1).hasSize(4);
    assertThat(kept).filteredOn(one -> one.owner() == 1).extracting(Entry::number).contains(0);
  }

  @Test
  void bytesCountAsMuchAsNumbers() {
    assertThat(offer(1, 1_001)).isFalse();
    assertThat(offer(1, 1_000)).isTrue();
    assertThat(offer(2, 400)).isTrue();
    assertThat(kept).extracting(Entry::owner).containsExactly(2);
    assertThat(SHARE.excess(List.of(new Entry(1, 0, 700), new Entry(2, 1, 600))))
        .extracting(Entry::owner)
        .containsExactly(1);
  }

  @Test
  void nothingFitsWhereNothingIsKept() {
    var none = new FairShare<>(Entry::owner, Entry::size, 0, 1_000);
    assertThat(none.displaced(List.of(), new Entry(1, 0, 1))).isEmpty();
  }

  @Provide
  Arbitrary<List<Entry>> offers() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4), Arbitraries.integers().between(1, 400))
        .as((owner, size) -> new Entry(owner, 0, size))
        .list()
        .ofMaxSize(80);
  }

  /// Whatever comes: the bounds hold, and who has least of those who were pushed out kept more than
  /// the newcomer.
  @Property(tries = 300)
  void boundsHold_andOnlyThoseWhoKeepMoreMakeRoom(@ForAll("offers") List<Entry> offers) {
    List<Entry> buffer = new ArrayList<>();
    int number = 0;
    for (Entry offer : offers) {
      var fresh = new Entry(offer.owner(), number++, offer.size());
      Map<Integer, Long> before = loads(buffer);
      Optional<List<Entry>> gone = SHARE.displaced(buffer, fresh);
      if (gone.isEmpty()) {
        continue;
      }
      long own = before.getOrDefault(fresh.owner(), 0L) + weight(fresh);
      assertThat(gone.get())
          .allMatch(
              one -> one.owner() != fresh.owner() && before.getOrDefault(one.owner(), 0L) > own);
      buffer.removeAll(gone.get());
      buffer.add(fresh);
      assertThat(buffer.size()).isLessThanOrEqualTo(8);
      assertThat(buffer.stream().mapToInt(Entry::size).sum()).isLessThanOrEqualTo(1_000);
      assertThat(SHARE.excess(buffer)).isEmpty();
    }
  }

  private static long weight(Entry entry) {
    return entry.size() + 1_000L / 8;
  }

  private static Map<Integer, Long> loads(List<Entry> entries) {
    Map<Integer, Long> loads = new HashMap<>();
    entries.forEach(one -> loads.merge(one.owner(), weight(one), Long::sum));
    return loads;
  }
}

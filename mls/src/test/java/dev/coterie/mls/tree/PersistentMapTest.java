package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PersistentMapTest {
  /// Even numbers put, odd ones remove; every version must stay what it was.
  @Property(tries = 300)
  void map_randomChanges_agreesWithTreeMapInEveryVersion(
      @ForAll @Size(max = 300) List<@IntRange(max = 200) Integer> changes) {
    PersistentMap<Integer, Integer> map = PersistentMap.empty();
    TreeMap<Integer, Integer> model = new TreeMap<>();
    List<PersistentMap<Integer, Integer>> versions = new ArrayList<>();
    List<TreeMap<Integer, Integer>> models = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      int key = changes.get(i) / 2;
      if (changes.get(i) % 2 == 0) {
        map = map.with(key, i, TreeMeter.SILENT);
        model.put(key, i);
      } else {
        map = map.without(key, TreeMeter.SILENT);
        model.remove(key);
      }
      versions.add(map);
      models.add(new TreeMap<>(model));
    }
    for (int i = 0; i < versions.size(); i++) {
      agree(versions.get(i), models.get(i));
    }
    agree(PersistentMap.copyOf(model, TreeMeter.SILENT), model);
  }

  private static void agree(
      PersistentMap<Integer, Integer> map, NavigableMap<Integer, Integer> model) {
    TreeMap<Integer, Integer> seen = new TreeMap<>();
    map.forEach(seen::put);
    assertThat(seen).isEqualTo(model);
    assertThat(map.isSound()).isTrue();
    for (int key = -1; key <= 101; key++) {
      assertThat(map.get(key)).isEqualTo(Optional.ofNullable(model.get(key)));
      assertThat(map.ceiling(key)).isEqualTo(Optional.ofNullable(model.ceilingKey(key)));
    }
  }

  @Test
  void with_largeMap_makesFewNodes() {
    TreeMap<Integer, Integer> source = new TreeMap<>();
    for (int i = 0; i < 100_000; i++) {
      source.put(2 * i, i);
    }
    var meter = new TreeMeter.Counting();
    PersistentMap<Integer, Integer> map = PersistentMap.copyOf(source, meter);
    assertThat(meter.count(TreeMeter.Cost.INDEX_NODES)).isEqualTo(100_000);
    meter.reset();
    assertThat(map.with(77_777, 0, meter).size()).isEqualTo(100_001);
    assertThat(map.without(77_778, meter).size()).isEqualTo(99_999);
    assertThat(map.without(77_779, meter)).isSameAs(map);
    assertThat(meter.count(TreeMeter.Cost.INDEX_NODES)).isBetween(20L, 60L);
  }
}

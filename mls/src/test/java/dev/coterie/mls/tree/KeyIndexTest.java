package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KeyIndexTest {
  @Property(tries = 300)
  void index_randomChanges_agreesWithMapOfSets(
      @ForAll @Size(max = 200) List<@IntRange(max = 199) Integer> changes) {
    KeyIndex index = KeyIndex.empty();
    Map<Bytes, TreeSet<Integer>> model = new TreeMap<>();
    for (int change : changes) {
      Bytes key = Bytes.of(change % 7);
      int place = change / 7 % 5;
      var places = model.computeIfAbsent(key, _ -> new TreeSet<>());
      if (change < 120 && places.add(place)) {
        index = index.with(key, place, TreeMeter.SILENT);
      } else if (change >= 120) {
        places.remove(place);
        index = index.without(key, place, TreeMeter.SILENT);
      }
    }
    for (int i = 0; i < 7; i++) {
      var places = model.getOrDefault(Bytes.of(i), new TreeSet<>());
      assertThat(index.all(Bytes.of(i))).containsExactlyElementsOf(places);
      assertThat(index.first(Bytes.of(i)).isPresent()).isEqualTo(!places.isEmpty());
    }
    assertThat(index.isUnique()).isEqualTo(model.values().stream().allMatch(set -> set.size() < 2));
    assertThat(index.size()).isEqualTo(model.values().stream().mapToInt(TreeSet::size).sum());
    KeyIndex.Builder builder = new KeyIndex.Builder();
    model.forEach((key, places) -> places.forEach(place -> builder.add(key, place)));
    assertThat(builder.build(TreeMeter.SILENT).isUnique()).isEqualTo(index.isUnique());
  }
}

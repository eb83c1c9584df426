package dev.coterie.cli.demo;

import dev.coterie.cli.demo.Narrator.Strip;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The picture of the call: rows of two seconds, one strip a member, each row once it is complete.
/// Not thread-safe.
final class Strips {
  /// Marks in a row.
  static final int ROW = 20;

  /// So much later a listener may still be in the middle of a row.
  private static final int PATIENCE = 8;

  private static final double MARKS_PER_SECOND = 10;

  private final Cast speaker;
  private final List<Cast> all;
  private final Map<Cast, int[]> levels = new EnumMap<>(Cast.class);
  private final Map<Cast, Integer> reached = new EnumMap<>(Cast.class);
  private final Map<Cast, Integer> gone = new EnumMap<>(Cast.class);
  private final int marks;
  private int row;

  /// @param all the speaker first
  /// @param marks of the whole speech
  Strips(List<Cast> all, int marks) {
    this.speaker = all.getFirst();
    this.all = List.copyOf(all);
    this.marks = marks;
    for (Cast who : all) {
      levels.put(who, new int[marks]);
      reached.put(who, 0);
    }
  }

  void mark(Cast who, int mark, int level) {
    if (mark < marks) {
      Objects.requireNonNull(levels.get(who))[mark] = level;
    }
    reached.merge(who, mark + 1, Math::max);
  }

  /// Somebody hears nothing from here on.
  void leave(Cast who) {
    gone.put(who, reached(who));
  }

  private int reached(Cast who) {
    return reached.getOrDefault(who, 0);
  }

  /// The next row, when everybody is through with it.
  ///
  /// @param ended whether nothing more comes
  Optional<Row> next(boolean ended) {
    int from = row * ROW;
    int to = Math.min(from + ROW, marks);
    if (from >= marks) {
      return Optional.empty();
    }
    boolean complete =
        reached(speaker) >= to + PATIENCE
            || all.stream().allMatch(who -> gone.containsKey(who) || reached(who) >= to);
    if (!ended && !complete) {
      return Optional.empty();
    }
    row++;
    return Optional.of(
        new Row(from / MARKS_PER_SECOND, all.stream().map(who -> strip(who, from, to)).toList()));
  }

  private Strip strip(Cast who, int from, int to) {
    int end = Math.min(to, gone.getOrDefault(who, to));
    var shown = new ArrayList<Integer>();
    int[] all = Objects.requireNonNull(levels.get(who));
    for (int i = from; i < end; i++) {
      shown.add(all[i]);
    }
    return new Strip(who.label(), shown, end > from);
  }

  /// @param seconds where it begins
  record Row(double seconds, List<Strip> strips) {}
}

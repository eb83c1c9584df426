package dev.coterie.mls.group;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Who makes room in a buffer that is full: always whoever keeps most in it, with what it sent
/// last. Somebody who keeps no more than the others is never pushed out by one of them, however
/// much that one sends.
///
/// @param owner of an entry
/// @param size of an entry in bytes
/// @param most entries that fit
/// @param bytes that fit
record FairShare<E>(Function<E, Object> owner, ToLongFunction<E> size, int most, long bytes) {
  /// What has to go so that one more entry fits: nothing, or entries of others who keep more than
  /// its owner would; empty if it does not fit.
  ///
  /// @param kept oldest first
  Optional<List<E>> displaced(Collection<E> kept, E fresh) {
    if (most == 0 || size.applyAsLong(fresh) > bytes) {
      return Optional.empty();
    }
    var tally = new Tally(kept);
    Object newcomer = owner.apply(fresh);
    long own = tally.load(newcomer) + weight(fresh);
    List<E> gone = new ArrayList<>();
    while (!tally.fits(1, size.applyAsLong(fresh))) {
      Optional<Object> heaviest = tally.heaviest().filter(one -> tally.load(one) > own);
      if (heaviest.isEmpty()) {
        return Optional.empty();
      }
      gone.add(tally.drop(heaviest.get()));
    }
    return Optional.of(gone);
  }

  /// What has to go because the buffer has become smaller.
  ///
  /// @param kept oldest first
  List<E> excess(Collection<E> kept) {
    var tally = new Tally(kept);
    List<E> gone = new ArrayList<>();
    while (!tally.fits(0, 0)) {
      gone.add(tally.drop(tally.heaviest().orElseThrow()));
    }
    return gone;
  }

  /// An entry weighs its bytes, and the average place besides: many small ones are much, too.
  private long weight(E entry) {
    return size.applyAsLong(entry) + bytes / Math.max(1, most);
  }

  /// Who keeps what.
  private final class Tally {
    private final Map<Object, Deque<E>> entries = new LinkedHashMap<>();
    private final Map<Object, Long> loads = new LinkedHashMap<>();
    private long count;
    private long total;

    Tally(Collection<E> kept) {
      for (E one : kept) {
        Object whose = owner.apply(one);
        entries.computeIfAbsent(whose, each -> new ArrayDeque<>()).addLast(one);
        loads.merge(whose, weight(one), Long::sum);
        count++;
        total += size.applyAsLong(one);
      }
    }

    boolean fits(int more, long size) {
      return count + more <= most && total + size <= bytes;
    }

    long load(Object whose) {
      return loads.getOrDefault(whose, 0L);
    }

    Optional<Object> heaviest() {
      return loads.keySet().stream()
          .filter(one -> load(one) > 0)
          .max(Comparator.comparingLong(this::load));
    }

    E drop(Object whose) {
      Deque<E> theirs = entries.getOrDefault(whose, new ArrayDeque<>());
      E newest = theirs.removeLast();
      loads.merge(whose, -weight(newest), Long::sum);
      count--;
      total -= size.applyAsLong(newest);
      return newest;
    }
  }
}

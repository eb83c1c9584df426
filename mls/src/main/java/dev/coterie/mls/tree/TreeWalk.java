package dev.coterie.mls.tree;

import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Ways through a tree. Streams are lazy: what is not asked for is not visited, and blank subtrees
/// never.
final class TreeWalk {
  private TreeWalk() {}

  static Stream<RatchetTree.Member> members(Place top) {
    return nodes(top, place -> false).flatMap(place -> member(place).stream());
  }

  private static Optional<RatchetTree.Member> member(Place at) {
    return at.leaf().map(leaf -> new RatchetTree.Member(new LeafIndex(at.firstLeaf()), leaf));
  }

  /// RFC 9420 §4.1.1: each topmost non-blank node, followed by its unmerged leaves.
  static Stream<Place> resolution(Place top) {
    return nodes(top, Place::isFilled)
        .filter(Place::isFilled)
        .flatMap(at -> Stream.concat(Stream.of(at), unmerged(at)));
  }

  private static Stream<Place> unmerged(Place at) {
    return at.parent().stream()
        .flatMap(parent -> parent.unmergedLeaves().stream())
        .map(leaf -> at.find(NodeIndex.of(leaf)));
  }

  /// The steps above a leaf, upwards, whose copath child has anybody to reach (§4.1.2).
  static List<PathStep> filteredPath(RatchetTree tree, LeafIndex leaf) {
    if (!tree.contains(leaf)) {
      throw new RefusedException(TreeRule.LEAF_OUT_OF_RANGE, "no leaf " + leaf);
    }
    List<PathStep> steps = new ArrayList<>();
    for (Place at = tree.top(); at.height() > 0; at = at.towards(leaf)) {
      Place copath = at.awayFrom(leaf);
      if (!copath.subtree().isVacant()) {
        steps.add(new PathStep(at, copath));
      }
    }
    return steps.reversed();
  }

  static Optional<LeafIndex> leaf(OptionalInt place) {
    return place.stream().mapToObj(LeafIndex::new).findFirst();
  }

  /// All places with anything in them, each before those below it, from the left; what stands below
  /// a place at which `stop` holds is left out.
  static Stream<Place> nodes(Place top, Predicate<Place> stop) {
    Iterator<Place> places = new DepthFirst(top, stop);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(places, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private static final class DepthFirst implements Iterator<Place> {
    private final Deque<Place> waiting = new ArrayDeque<>();
    private final Predicate<Place> stop;

    DepthFirst(Place top, Predicate<Place> stop) {
      this.stop = stop;
      push(top);
    }

    private void push(Place at) {
      if (!at.subtree().isVacant()) {
        waiting.push(at);
      }
    }

    @Override
    public boolean hasNext() {
      return !waiting.isEmpty();
    }

    @Override
    public Place next() {
      if (waiting.isEmpty()) {
        throw new NoSuchElementException();
      }
      Place at = waiting.pop();
      if (at.height() > 0 && !stop.test(at)) {
        push(at.right());
        push(at.left());
      }
      return at;
    }
  }
}

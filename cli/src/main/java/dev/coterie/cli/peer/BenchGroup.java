package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A group of a given size in the state in which implementations are measured: one commit adds
/// everybody; then, once it is [#fill]ed, the members at leaves 2, 4, 8, … have committed, one
/// below each copath node of the creator at leaf 0. Its path is that of a full tree from then on,
/// while the parents elsewhere stay blank. Only members that are needed really join.
final class BenchGroup {
  /// What all these groups are called.
  static final Bytes ID = Bytes.ofUtf8("bench");

  private final int size;
  private final BenchMember creator;
  private final Bytes welcome;
  private final NavigableMap<Integer, BenchMember> waiting;
  private Optional<BenchMember> reader = Optional.empty();

  private BenchGroup(
      int size, BenchMember creator, Bytes welcome, NavigableMap<Integer, BenchMember> waiting) {
    this.size = size;
    this.creator = creator;
    this.welcome = welcome;
    this.waiting = waiting;
  }

  /// Adds everybody in one commit.
  static BenchGroup of(BenchMember.Maker maker, int suite, int size) {
    NavigableMap<Integer, BenchMember> invited = new TreeMap<>();
    List<Bytes> packages = invite(maker, suite, size, invited);
    BenchMember creator = maker.make(suite, "m0");
    return new BenchGroup(size, creator, creator.create(ID, packages).welcome(), invited);
  }

  /// Makes everybody but the creator, by leaf, and gives what they publish.
  static List<Bytes> invite(
      BenchMember.Maker maker, int suite, int size, Map<Integer, BenchMember> invited) {
    List<Bytes> packages = new ArrayList<>();
    for (int leaf = 1; leaf < size; leaf++) {
      BenchMember member = maker.make(suite, "m" + leaf);
      packages.add(member.keyPackage());
      invited.put(leaf, member);
    }
    return packages;
  }

  /// The welcome with the tree inside.
  Bytes welcome() {
    return welcome;
  }

  /// Leaves that can join without being missed later, the last one first.
  List<Integer> spare() {
    Set<Integer> needed = new HashSet<>(copathLeaves());
    return waiting.descendingKeySet().stream().filter(leaf -> !needed.contains(leaf)).toList();
  }

  /// The client that waits to join at a leaf, taken out: it joins once.
  BenchMember take(int leaf) {
    return Optional.ofNullable(waiting.remove(leaf)).orElseThrow();
  }

  /// Brings the creator's path to that of a full tree, once.
  void fill() {
    if (reader.isPresent()) {
      return;
    }
    List<BenchMember> all = new ArrayList<>();
    for (int leaf : copathLeaves()) {
      BenchMember member = take(leaf);
      member.join(welcome);
      all.add(member);
    }
    all.add(creator);
    for (int committer = 1; committer < all.size() - 1; committer++) {
      Bytes commit = all.get(committer).commit();
      for (int each = 0; each < all.size(); each++) {
        if (each == committer) {
          all.get(each).merge();
        } else {
          all.get(each).process(commit);
        }
      }
    }
    reader = Optional.of(all.getFirst());
  }

  /// The member at leaf 0.
  BenchMember creator() {
    return creator;
  }

  /// The member at leaf 1, once the group is filled. It derives the longest part of the creator's
  /// path.
  BenchMember reader() {
    return reader.orElseThrow();
  }

  /// Leaf 1, and one leaf below each further node of the creator's copath.
  private List<Integer> copathLeaves() {
    List<Integer> leaves = new ArrayList<>(List.of(1));
    for (int leaf = 2; leaf < size; leaf *= 2) {
      leaves.add(leaf);
    }
    return leaves;
  }
}

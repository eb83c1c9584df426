package dev.coterie.mls.tree;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Counts what tree work costs, to see how it grows with the group. A tree hands its meter on to
/// every tree made from it. Implementations are thread-safe.
public interface TreeMeter {
  /// Counts nothing.
  TreeMeter SILENT =
      new TreeMeter() {
        @Override
        public void add(Cost cost, long count) {}
      };

  /// What is counted.
  enum Cost {
    /// Hash computations for tree hashes and parent hashes.
    HASHES,
    /// Objects made for nodes of the tree.
    TREE_NODES,
    /// Objects made for nodes of the indexes beside the tree.
    INDEX_NODES,
    /// Path secrets encrypted to a node.
    HPKE_SEALS,
    /// Path secrets decrypted.
    HPKE_OPENS,
    /// Key pairs derived or generated.
    KEY_PAIRS
  }

  /// Takes note of `count` more of `cost`.
  void add(Cost cost, long count);

  /// A meter that remembers.
  final class Counting implements TreeMeter {
    private final Map<Cost, LongAdder> counts = new EnumMap<>(Cost.class);

    /// Starts at zero.
    public Counting() {
      for (Cost cost : Cost.values()) {
        counts.put(cost, new LongAdder());
      }
    }

    @Override
    public void add(Cost cost, long count) {
      adder(cost).add(count);
    }

    /// How many so far.
    public long count(Cost cost) {
      return adder(cost).sum();
    }

    private LongAdder adder(Cost cost) {
      return Objects.requireNonNull(counts.get(cost));
    }

    /// Starts again at zero.
    public void reset() {
      counts.values().forEach(LongAdder::reset);
    }
  }
}

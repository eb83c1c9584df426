package dev.coterie.mls.group;

/// Counts work on a group's tree, to see how it grows with the group: what
/// [dev.coterie.crypto.CryptoMeter] is to cryptography. Implementations are thread-safe.
@FunctionalInterface
public interface WorkMeter {
  /// Counts nothing.
  WorkMeter NONE = (work, count) -> {};

  /// What is counted.
  enum Work {
    /// Hashes computed for the tree; those already known are not.
    TREE_HASH,
    /// Objects made for nodes of the tree; what two epochs share is made once.
    TREE_NODE,
    /// Objects made for the indexes beside the tree.
    INDEX_NODE
  }

  /// Takes note of so many more.
  void count(Work work, long count);
}

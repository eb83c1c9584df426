package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.tree.RatchetTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the proposals of a commit make of an epoch, before any path.
///
/// @param tree the tree after them
/// @param extensions of the group context after them
/// @param extensionsReplaced whether they brought new ones
/// @param added who comes in
/// @param removed who goes out
/// @param updated whose leaf is replaced
/// @param psks pre-shared keys that are mixed in, in order
/// @param reInit what the group goes on as, if it ends
record Changes(
    RatchetTree tree,
    List<Extension> extensions,
    boolean extensionsReplaced,
    List<Added> added,
    List<LeafIndex> removed,
    List<Updated> updated,
    List<PreSharedKeyId> psks,
    Optional<Proposal.ReInit> reInit) {
  /// A new member.
  ///
  /// @param leaf its place
  /// @param keyPackage where its leaf comes from
  record Added(LeafIndex leaf, KeyPackage keyPackage) {}

  /// A replaced leaf.
  ///
  /// @param leaf its place
  /// @param reference of the Update
  record Updated(LeafIndex leaf, Bytes reference) {}

  Set<LeafIndex> addedLeaves() {
    return added.stream().map(Added::leaf).collect(Collectors.toUnmodifiableSet());
  }
}

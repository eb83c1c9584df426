package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.tree.RatchetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What making and processing a commit have in common: the contexts, the members and the summary of
/// the epoch to come.
///
/// @param old the epoch that the commit ends
/// @param changes what its proposals do
/// @param committer who makes it
/// @param from where it comes from
record CommitAssembly(EpochState old, Changes changes, LeafIndex committer, From from) {
  /// Where a commit comes from.
  enum From {
    /// A member of the epoch that ends.
    INSIDE,
    /// Somebody who is a member only from then on.
    OUTSIDE
  }

  Epoch number() {
    return old.number().next();
  }

  /// The context that path secrets are encrypted under: all new but for the transcript (§12.4.1).
  GroupContext provisional(Bytes treeHash) {
    return provisional(old.context(), treeHash, changes.extensions());
  }

  static GroupContext provisional(GroupContext before, Bytes treeHash, List<Extension> extensions) {
    return new GroupContext(
        before.version(),
        before.cipherSuite(),
        before.groupId(),
        before.epoch().next(),
        treeHash,
        before.confirmedTranscriptHash(),
        extensions);
  }

  Admissions admissions() {
    Admissions result = old.admissions();
    for (LeafIndex leaf : entered()) {
      result = result.with(leaf, number());
    }
    return result;
  }

  private List<LeafIndex> entered() {
    Stream<LeafIndex> added = changes.added().stream().map(Changes.Added::leaf);
    return switch (from) {
      case INSIDE -> added.toList();
      case OUTSIDE -> Stream.concat(added, Stream.of(committer)).toList();
    };
  }

  /// @param finished the tree of the new epoch
  /// @param hasPath whether the committer replaced its own leaf
  CommitSummary summary(
      RatchetTree finished, boolean hasPath, List<Bytes> leftOut, AuthenticatedContent commit) {
    Admissions admissions = admissions();
    Stream<LeafIndex> replaced =
        Stream.concat(
            changes.updated().stream().map(Changes.Updated::leaf),
            hasPath && from == From.INSIDE ? Stream.of(committer) : Stream.empty());
    List<Member> entered = members(finished, admissions, entered().stream());
    return new CommitSummary(
        old.context().groupId(),
        old.number(),
        from == From.INSIDE ? old.member(committer).orElseThrow() : entered.getLast(),
        entered,
        changes.removed().stream().map(old::member).flatMap(Optional::stream).toList(),
        members(finished, admissions, replaced),
        changes.extensions(),
        changes.psks(),
        leftOut,
        commit.content().authenticatedData());
  }

  private static List<Member> members(
      RatchetTree tree, Admissions admissions, Stream<LeafIndex> leaves) {
    List<Member> members = new ArrayList<>();
    leaves.forEach(
        leaf ->
            tree.leaf(leaf)
                .ifPresent(
                    node ->
                        members.add(
                            new Member(
                                leaf,
                                node.credential(),
                                node.signatureKey(),
                                admissions.of(leaf)))));
    return members;
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Epoch;
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
record CommitAssembly(EpochState old, Changes changes, LeafIndex committer) {
  Epoch number() {
    return old.number().next();
  }

  /// The context that path secrets are encrypted under: all new but for the transcript (§12.4.1).
  GroupContext provisional(Bytes treeHash) {
    GroupContext before = old.context();
    return new GroupContext(
        before.version(),
        before.cipherSuite(),
        before.groupId(),
        number(),
        treeHash,
        before.confirmedTranscriptHash(),
        changes.extensions());
  }

  Admissions admissions() {
    Admissions result = old.admissions();
    for (Changes.Added one : changes.added()) {
      result = result.with(one.leaf(), number());
    }
    return result;
  }

  /// @param finished the tree of the new epoch
  /// @param hasPath whether the committer replaced its own leaf
  CommitSummary summary(
      RatchetTree finished, boolean hasPath, List<Bytes> leftOut, AuthenticatedContent commit) {
    Admissions admissions = admissions();
    Stream<LeafIndex> replaced =
        Stream.concat(
            changes.updated().stream().map(Changes.Updated::leaf),
            hasPath ? Stream.of(committer) : Stream.empty());
    return new CommitSummary(
        old.context().groupId(),
        old.number(),
        old.member(committer).orElseThrow(),
        members(finished, admissions, changes.added().stream().map(Changes.Added::leaf)),
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

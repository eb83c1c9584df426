package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.schedule.EpochSecrets;
import dev.coterie.mls.tree.PrivateTree;
import dev.coterie.mls.tree.RatchetTree;
import java.util.Optional;
import java.util.stream.Stream;

/// What is fixed for as long as an epoch is the current one. Immutable; an epoch that is only
/// staged shares most of it with the current one.
///
/// @param context what all members agree on
/// @param tree the ratchet tree
/// @param admissions since when members hold their leaves
/// @param self our leaf
/// @param keys our private keys in the tree
/// @param secrets of the key schedule
/// @param confirmationTag of the commit that began the epoch
/// @param interimTranscriptHash what the next commit's transcript starts from
/// @param reInit what the group goes on as elsewhere, if the commit that began the epoch ended it
record EpochState(
    GroupContext context,
    RatchetTree tree,
    Admissions admissions,
    LeafIndex self,
    PrivateTree keys,
    EpochSecrets secrets,
    Bytes confirmationTag,
    Bytes interimTranscriptHash,
    Optional<Proposal.ReInit> reInit) {
  Epoch number() {
    return context.epoch();
  }

  /// Tells this epoch of this group from every other, and from another branch of the same number.
  Bytes base() {
    return interimTranscriptHash;
  }

  Optional<Member> member(LeafIndex leaf) {
    return tree.leaf(leaf).map(node -> member(leaf, node));
  }

  Stream<Member> members() {
    return tree.members().map(one -> member(one.index(), one.leaf()));
  }

  private Member member(LeafIndex leaf, LeafNode node) {
    return new Member(leaf, node.credential(), node.signatureKey(), admissions.of(leaf));
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.policy.ExternalCommitRule;
import dev.coterie.mls.policy.PskRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// The proposals of an external commit, which obey rules of their own (RFC 9420 §12.2, §12.4.3.2).
///
/// @param kemOutput of the one external_init
/// @param former the leaf that its holder leaves behind
/// @param psks in the order of the list
record ExternalList(Bytes kemOutput, Optional<LeafIndex> former, List<PreSharedKeyId> psks) {
  /// Judges a list.
  ///
  /// @throws RefusedException if it breaks a rule
  static ExternalList of(SuiteCrypto crypto, List<ProposalOrRef> list) {
    Optional<Bytes> init = Optional.empty();
    Optional<LeafIndex> former = Optional.empty();
    SequencedSet<PreSharedKeyId> psks = new LinkedHashSet<>();
    for (ProposalOrRef entry : list) {
      switch (byValue(entry)) {
        case Proposal.ExternalInit(var output) -> {
          requireFirst(init, ExternalCommitRule.ONE_EXTERNAL_INIT);
          init = Optional.of(output);
        }
        case Proposal.Remove(var removed) -> {
          requireFirst(former, ExternalCommitRule.ONE_REMOVE);
          former = Optional.of(removed);
        }
        case Proposal.PreSharedKey(var psk) -> {
          ProposalList.requireFit(crypto, psk, Optional.empty());
          if (!psks.add(psk)) {
            throw new RefusedException(PskRule.TWICE, "one pre-shared key under one nonce");
          }
        }
        case Proposal.Add _,
            Proposal.Update _,
            Proposal.ReInit _,
            Proposal.GroupContextExtensions _ ->
            throw new RefusedException(
                ExternalCommitRule.OTHER_PROPOSAL, "something else in an external commit");
      }
    }
    if (init.isEmpty()) {
      throw new RefusedException(ExternalCommitRule.ONE_EXTERNAL_INIT, "no external_init");
    }
    return new ExternalList(init.get(), former, List.copyOf(psks));
  }

  /// As a commit carries it.
  List<ProposalOrRef> entries() {
    List<Proposal> list = new ArrayList<>();
    list.add(new Proposal.ExternalInit(kemOutput));
    former.ifPresent(leaf -> list.add(new Proposal.Remove(leaf)));
    psks.forEach(psk -> list.add(new Proposal.PreSharedKey(psk)));
    return list.stream().<ProposalOrRef>map(ProposalOrRef.ByValue::new).toList();
  }

  private static Proposal byValue(ProposalOrRef entry) {
    return switch (entry) {
      case ProposalOrRef.ByValue(var proposal) -> proposal;
      case ProposalOrRef.ByReference(var reference) ->
          throw new RefusedException(ExternalCommitRule.BY_REFERENCE, reference.toHex());
    };
  }

  private static void requireFirst(Optional<?> found, ExternalCommitRule rule) {
    if (found.isPresent()) {
      throw new RefusedException(rule, "a second one");
    }
  }
}

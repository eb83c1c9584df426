package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.ExtensionRule;
import dev.coterie.mls.policy.ProposalRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The list rules of RFC 9420 §12.2 that need no tree: one check for who makes a commit and for who
/// receives it.
final class ProposalList {
  /// A proposal of a commit with its reference resolved.
  ///
  /// @param proposal the proposal
  /// @param sender who proposed it; by value that is the committer
  /// @param reference how the commit names it, unless it stands there by value
  record Listed(Proposal proposal, LeafIndex sender, Optional<Bytes> reference) {
    static Listed byValue(Proposal proposal, LeafIndex committer) {
      return new Listed(proposal, committer, Optional.empty());
    }

    /// The leaf that an Update or Remove changes.
    Optional<LeafIndex> changes() {
      return switch (proposal) {
        case Proposal.Update _ -> Optional.of(sender);
        case Proposal.Remove(var removed) -> Optional.of(removed);
        case Proposal.Add _,
            Proposal.PreSharedKey _,
            Proposal.ReInit _,
            Proposal.ExternalInit _,
            Proposal.GroupContextExtensions _ ->
            Optional.empty();
      };
    }

    /// Whether a commit with this proposal needs a path (§12.4).
    boolean needsPath() {
      return switch (proposal) {
        case Proposal.Update _,
            Proposal.Remove _,
            Proposal.ExternalInit _,
            Proposal.GroupContextExtensions _ ->
            true;
        case Proposal.Add _, Proposal.PreSharedKey _, Proposal.ReInit _ -> false;
      };
    }
  }

  private final LeafIndex committer;
  private final List<Extension> oldExtensions;
  private final Set<LeafIndex> changed = new HashSet<>();
  private final Set<SignaturePublicKey> clients = new HashSet<>();
  private final Set<Bytes> references = new HashSet<>();
  private final List<Listed> updates = new ArrayList<>();
  private final List<LeafIndex> removes = new ArrayList<>();
  private final List<Proposal.Add> adds = new ArrayList<>();
  private Optional<List<Extension>> extensions = Optional.empty();
  private boolean needsPath;

  private ProposalList(LeafIndex committer, List<Extension> oldExtensions) {
    this.committer = committer;
    this.oldExtensions = oldExtensions;
  }

  /// Judges a list and sorts it by kind.
  ///
  /// @throws RefusedException if it breaks a rule of its own
  static ProposalList of(LeafIndex committer, List<Extension> oldExtensions, List<Listed> list) {
    var result = new ProposalList(committer, oldExtensions);
    result.needsPath = list.isEmpty();
    list.forEach(result::take);
    return result;
  }

  List<Listed> updates() {
    return updates;
  }

  List<LeafIndex> removes() {
    return removes;
  }

  List<Proposal.Add> adds() {
    return adds;
  }

  /// The group context extensions from this commit on.
  List<Extension> extensions() {
    return extensions.orElse(oldExtensions);
  }

  boolean replacesExtensions() {
    return extensions.isPresent();
  }

  boolean needsPath() {
    return needsPath;
  }

  private void take(Listed listed) {
    listed.reference().ifPresent(this::once);
    needsPath |= listed.needsPath();
    switch (listed.proposal()) {
      case Proposal.Add add -> add(add);
      case Proposal.Update _ -> update(listed);
      case Proposal.Remove(var removed) -> remove(removed);
      case Proposal.GroupContextExtensions(var all) -> replace(all);
      case Proposal.ExternalInit _ ->
          throw new RefusedException(
              ProposalRule.EXTERNAL_INIT_BY_MEMBER, "external_init in a member's commit");
      case Proposal.PreSharedKey _, Proposal.ReInit _ ->
          throw new RefusedException(
              ProposalRule.NOT_PROCESSED,
              "proposal type " + listed.proposal().type() + " is not processed by this version");
    }
  }

  private void once(Bytes reference) {
    if (!references.add(reference)) {
      throw new RefusedException(ProposalRule.REFERENCE_TWICE, "reference " + reference.toHex());
    }
  }

  private void add(Proposal.Add add) {
    if (!clients.add(add.keyPackage().leafNode().signatureKey())) {
      throw new RefusedException(
          ProposalRule.CLIENT_ADDED_TWICE, "two key packages with one signature key");
    }
    adds.add(add);
  }

  private void update(Listed listed) {
    if (listed.reference().isEmpty()) {
      throw new RefusedException(ProposalRule.UPDATE_BY_VALUE, "an update stands by value");
    }
    if (listed.sender().equals(committer)) {
      throw new RefusedException(
          ProposalRule.UPDATE_BY_COMMITTER, "leaf " + committer + " commits its own update");
    }
    change(listed.sender());
    updates.add(listed);
  }

  private void remove(LeafIndex removed) {
    if (removed.equals(committer)) {
      throw new RefusedException(
          ProposalRule.REMOVE_OF_COMMITTER, "leaf " + committer + " commits its own removal");
    }
    change(removed);
    removes.add(removed);
  }

  private void change(LeafIndex leaf) {
    if (!changed.add(leaf)) {
      throw new RefusedException(
          ProposalRule.TWO_CHANGES_OF_A_LEAF, "leaf " + leaf + " is changed twice");
    }
  }

  private void replace(List<Extension> all) {
    if (extensions.isPresent()) {
      throw new RefusedException(
          ProposalRule.TWO_EXTENSION_CHANGES, "two group_context_extensions proposals");
    }
    requireFit(all);
    extensions = Optional.of(all);
  }

  /// Extensions with a meaning of their own may stand in a group context only if they belong there.
  static void requireFit(List<Extension> context) {
    for (Extension extension : context) {
      switch (extension) {
        case Extension.ApplicationId _, Extension.RatchetTree _, Extension.ExternalPub _ ->
            throw new RefusedException(
                ExtensionRule.MISPLACED,
                "extension type " + extension.type() + " does not belong in a group context");
        case Extension.RequiredCapabilities _,
            Extension.ExternalSenders _,
            Extension.Unknown _ -> {}
      }
    }
  }
}

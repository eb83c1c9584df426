package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.policy.ExtensionRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.schedule.PskSecret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// The list rules of RFC 9420 §12.2 that need no tree: one check for who makes a commit and for who
/// receives it.
final class ProposalList {
  /// A proposal of a commit with its reference resolved.
  ///
  /// @param proposal the proposal
  /// @param sender who proposed it; by value that is the committer
  /// @param reference how the commit names it, unless it stands there by value
  record Listed(Proposal proposal, Sender sender, Optional<Bytes> reference) {
    static Listed byValue(Proposal proposal, Sender committer) {
      return new Listed(proposal, committer, Optional.empty());
    }

    /// The member that proposed it, if it was one.
    Optional<LeafIndex> member() {
      return sender instanceof Sender.Member(var leaf) ? Optional.of(leaf) : Optional.empty();
    }

    /// The leaf that an Update or Remove changes.
    Optional<LeafIndex> changes() {
      return switch (proposal) {
        case Proposal.Update _ -> member();
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

  /// Under which a list is judged.
  ///
  /// @param crypto of the group's suite
  /// @param committer who makes the commit
  /// @param context of the epoch that ends
  /// @param link what the commit links a new group to an old one for, if it does
  record Terms(
      SuiteCrypto crypto,
      LeafIndex committer,
      GroupContext context,
      Optional<ResumptionUsage> link) {
    static Terms of(SuiteCrypto crypto, EpochState epoch, LeafIndex committer) {
      return new Terms(crypto, committer, epoch.context(), Optional.empty());
    }
  }

  private final Terms terms;
  private final Set<LeafIndex> changed = new HashSet<>();
  private final Set<SignaturePublicKey> clients = new HashSet<>();
  private final Set<Bytes> references = new HashSet<>();
  private final List<Listed> updates = new ArrayList<>();
  private final List<LeafIndex> removes = new ArrayList<>();
  private final List<Proposal.Add> adds = new ArrayList<>();
  private final SequencedSet<PreSharedKeyId> psks = new LinkedHashSet<>();
  private Optional<List<Extension>> extensions = Optional.empty();
  private Optional<Proposal.ReInit> reInit = Optional.empty();
  private boolean needsPath;

  private ProposalList(Terms terms) {
    this.terms = terms;
  }

  /// Judges a list and sorts it by kind.
  ///
  /// @throws RefusedException if it breaks a rule of its own
  static ProposalList of(Terms terms, List<Listed> list) {
    var result = new ProposalList(terms);
    result.needsPath = list.isEmpty();
    list.forEach(result::take);
    if (result.reInit.isPresent() && list.size() > 1) {
      throw new RefusedException(ProposalRule.REINIT_NOT_ALONE, list.size() + " proposals");
    }
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

  /// In the order of the list, which is that of the key schedule (§12.1.4).
  List<PreSharedKeyId> psks() {
    return List.copyOf(psks);
  }

  /// What the group goes on as, if it ends here.
  Optional<Proposal.ReInit> reInit() {
    return reInit;
  }

  /// The group context extensions from this commit on.
  List<Extension> extensions() {
    return extensions.orElse(terms.context().extensions());
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
      case Proposal.PreSharedKey(var psk) -> psk(psk);
      case Proposal.ReInit next -> {
        requireFit(next, terms.context());
        reInit = Optional.of(next);
      }
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
    LeafIndex updated = listed.member().orElseThrow();
    if (updated.equals(terms.committer())) {
      throw new RefusedException(
          ProposalRule.UPDATE_BY_COMMITTER, "leaf " + updated + " commits its own update");
    }
    change(updated);
    updates.add(listed);
  }

  private void remove(LeafIndex removed) {
    if (removed.equals(terms.committer())) {
      throw new RefusedException(
          ProposalRule.REMOVE_OF_COMMITTER, "leaf " + removed + " commits its own removal");
    }
    change(removed);
    removes.add(removed);
  }

  private void psk(PreSharedKeyId psk) {
    requireFit(terms.crypto(), psk, terms.link());
    if (!psks.add(psk)) {
      throw new RefusedException(PskRule.TWICE, "one pre-shared key under one nonce");
    }
  }

  /// What a re-initialisation must obey on its own (§12.1.5).
  static void requireFit(Proposal.ReInit next, GroupContext context) {
    if (next.version().code() < context.version().code()) {
      throw new RefusedException(
          ProposalRule.REINIT_VERSION,
          "version " + next.version().code() + " after " + context.version().code());
    }
  }

  /// What the name of a pre-shared key must obey on its own (§12.1.4).
  ///
  /// @param link what a new group may be linked to an old one for
  static void requireFit(SuiteCrypto crypto, PreSharedKeyId psk, Optional<ResumptionUsage> link) {
    PskSecret.requireNonce(crypto, psk);
    if (psk.source() instanceof PreSharedKeyId.Source.Resumption(var usage, _, _)
        && usage != ResumptionUsage.APPLICATION
        && !link.equals(Optional.of(usage))) {
      throw new RefusedException(PskRule.USAGE, "usage " + usage.code() + " in a group at work");
    }
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

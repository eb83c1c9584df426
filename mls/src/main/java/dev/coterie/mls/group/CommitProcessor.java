package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.credential.CredentialValidator.Occasion;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.tree.MergedPath;
import dev.coterie.mls.tree.PrivateTree;
import dev.coterie.mls.tree.RatchetTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Judges somebody else's commit whose envelope and signature hold, public and cheap checks first,
/// and stages the epoch that it begins. RFC 9420 §12.4.2.
///
/// ```
///   list rules ─▶ path present? ─▶ proposals applied ─▶ path leaf, path ─▶ members agree
///     ─▶ do we stay? ─▶ path opened ─▶ key schedule ─▶ confirmation tag ─▶ StagedCommit
/// ```
final class CommitProcessor {
  private final SuiteCrypto crypto;
  private final EpochState epoch;
  private final ProposalCache proposals;
  private final ProposalApplier applier;

  private final KeySource lent;

  CommitProcessor(Engine engine, GroupState state, PreSharedKeys lent, Instant now) {
    this.crypto = engine.crypto();
    this.epoch = state.epoch();
    this.proposals = state.proposals();
    this.applier = new ProposalApplier(engine, epoch, now);
    this.lent = state.keys(lent);
  }

  /// The rules of the list itself.
  ///
  /// @param list the commit's proposals with their references resolved
  ProposalList list(LeafIndex committer, List<ProposalList.Listed> list) {
    if (epoch.number().isLast()) {
      throw new RefusedException(CommitRule.LAST_EPOCH, "no epoch follows");
    }
    return ProposalList.of(ProposalList.Terms.of(crypto, epoch, committer), list);
  }

  /// Which pre-shared keys of the list we do not have.
  List<PreSharedKeyId> lacking(ProposalList proposed) {
    return lent.missing(proposed.psks());
  }

  /// @param proposed none of whose pre-shared keys is lacking
  StagedCommit process(
      AuthenticatedContent content, Commit commit, LeafIndex committer, ProposalList proposed) {
    if (proposed.needsPath() && commit.path().isEmpty()) {
      throw new RefusedException(CommitRule.PATH_REQUIRED, "a commit without a path");
    }
    Changes changes = applier.apply(proposed);
    Optional<MergedPath> path = commit.path().map(one -> merged(one, committer, changes));
    RatchetTree finished = path.map(MergedPath::tree).orElse(changes.tree());
    applier.requireAgreement(changes, finished);
    var assembly = new CommitAssembly(epoch, changes, committer);
    CommitSummary summary = assembly.summary(finished, path.isPresent(), List.of(), content);
    Optional<NextEpoch> next =
        changes.removed().contains(epoch.self())
            ? Optional.empty()
            : Optional.of(enter(assembly, path, finished, content));
    return new StagedCommit(summary, epoch.base(), next, Optional.empty());
  }

  private MergedPath merged(UpdatePath path, LeafIndex committer, Changes changes) {
    LeafNode old = epoch.tree().leaf(committer).orElseThrow();
    applier.leaves(changes.extensions()).inPath(path.leafNode(), committer, Optional.of(old));
    applier.credentials().successor(committer, old, path.leafNode(), Occasion.PATH);
    return MergedPath.merge(changes.tree(), committer, path, changes.addedLeaves(), crypto);
  }

  private NextEpoch enter(
      CommitAssembly assembly,
      Optional<MergedPath> path,
      RatchetTree finished,
      AuthenticatedContent content) {
    GroupContext provisional = assembly.provisional(finished.treeHash(crypto));
    Entry entry = open(assembly, path, finished, provisional);
    var transition = new Transition(crypto, epoch.interimTranscriptHash());
    try (Secret commitSecret = entry.commitSecret();
        Secret psk = lent.secret(crypto, assembly.changes().psks());
        var reached =
            transition.reach(
                content,
                provisional,
                new Transition.Input(epoch.secrets().initSecret(), commitSecret, psk))) {
      Bytes tag = content.auth().confirmationTag().orElseThrow();
      if (!reached.confirms(tag)) {
        reached.start().close();
        entry.keys().wipeUnless(epoch.keys());
        throw new RefusedException(CommitRule.CONFIRMATION_TAG, "the committer's epoch differs");
      }
      return new NextEpoch(
          reached.epoch(assembly, finished, entry.keys(), tag),
          reached.start().encryptionSecret(),
          Optional.empty());
    }
  }

  /// What a commit gives us in secret.
  private record Entry(PrivateTree keys, Secret commitSecret) {}

  private Entry open(
      CommitAssembly assembly,
      Optional<MergedPath> path,
      RatchetTree finished,
      GroupContext provisional) {
    PrivateTree mine = withOwnUpdate(assembly.changes());
    if (path.isEmpty()) {
      return new Entry(mine.keepingOnly(finished), new KeySchedule(crypto).noCommitSecret());
    }
    MergedPath.Opened opened = path.get().open(mine, provisional.encode());
    return new Entry(opened.privateTree(), opened.commitSecret());
  }

  /// Our keys, with the fresh leaf key if the commit takes an Update of ours.
  private PrivateTree withOwnUpdate(Changes changes) {
    return changes.updated().stream()
        .filter(one -> one.leaf().equals(epoch.self()))
        .findFirst()
        .flatMap(one -> proposals.find(one.reference()))
        .flatMap(ProposalCache.Kept::ownLeafKey)
        .map(key -> epoch.keys().withLeafKey(key))
        .orElse(epoch.keys());
  }
}

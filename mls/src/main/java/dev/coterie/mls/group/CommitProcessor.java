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
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.ExternalCommitRule;
import dev.coterie.mls.policy.FramingRule;
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
  private final Engine engine;
  private final SuiteCrypto crypto;
  private final EpochState epoch;
  private final ProposalCache proposals;
  private final ProposalApplier applier;
  private final KeySource lent;

  CommitProcessor(Engine engine, GroupState state, PreSharedKeys lent, Instant now) {
    this.engine = engine;
    this.crypto = engine.crypto();
    this.epoch = state.epoch();
    this.proposals = state.proposals();
    this.applier = new ProposalApplier(engine, epoch, now);
    this.lent = state.keys(lent);
  }

  /// A list of proposals that obeys its own rules.
  sealed interface Judged {
    /// The pre-shared keys in it.
    List<PreSharedKeyId> psks();

    /// A member's.
    record Inside(LeafIndex committer, ProposalList list) implements Judged {
      @Override
      public List<PreSharedKeyId> psks() {
        return list.psks();
      }
    }

    /// That of somebody who comes in by it.
    record Outside(ExternalList list) implements Judged {
      @Override
      public List<PreSharedKeyId> psks() {
        return list.psks();
      }
    }
  }

  /// The rules of the list itself.
  ///
  /// @param list the commit's proposals with their references resolved
  Judged judge(Sender sender, Commit commit, List<ProposalList.Listed> list) {
    if (epoch.number().isLast()) {
      throw new RefusedException(CommitRule.LAST_EPOCH, "no epoch follows");
    }
    return switch (sender) {
      case Sender.Member(var committer) ->
          new Judged.Inside(
              committer, ProposalList.of(ProposalList.Terms.of(crypto, epoch, committer), list));
      case Sender.NewMemberCommit() ->
          new Judged.Outside(ExternalList.of(crypto, commit.proposals()));
      case Sender.External _, Sender.NewMemberProposal _ ->
          throw new RefusedException(FramingRule.SENDER_NOT_MEMBER, "commits from " + sender);
    };
  }

  /// Which pre-shared keys of the list we do not have.
  List<PreSharedKeyId> lacking(Judged judged) {
    return lent.missing(judged.psks());
  }

  /// @param judged none of whose pre-shared keys is lacking
  StagedCommit process(AuthenticatedContent content, Commit commit, Judged judged) {
    return switch (judged) {
      case Judged.Inside(var committer, var list) -> inside(content, commit, committer, list);
      case Judged.Outside(var list) -> outside(content, commit, list);
    };
  }

  private StagedCommit inside(
      AuthenticatedContent content, Commit commit, LeafIndex committer, ProposalList list) {
    if (list.needsPath() && commit.path().isEmpty()) {
      throw new RefusedException(CommitRule.PATH_REQUIRED, "a commit without a path");
    }
    Changes changes = applier.apply(list);
    LeafNode old = epoch.tree().leaf(committer).orElseThrow();
    Optional<MergedPath> path =
        commit
            .path()
            .map(
                one -> {
                  applier
                      .leaves(changes.extensions())
                      .inPath(one.leafNode(), committer, Optional.of(old));
                  applier.credentials().successor(committer, old, one.leafNode(), Occasion.PATH);
                  return merged(one, committer, changes);
                });
    return stage(
        content,
        new CommitAssembly(epoch, changes, committer, CommitAssembly.From.INSIDE),
        path,
        epoch.secrets().initSecret());
  }

  private StagedCommit outside(AuthenticatedContent content, Commit commit, ExternalList list) {
    UpdatePath one = commit.path().orElseThrow();
    ProposalApplier.Entry entry = applier.apply(list);
    LeafIndex leaf = entry.leaf();
    applier.leaves(entry.changes().extensions()).inPath(one.leafNode(), leaf, entry.former());
    entry
        .former()
        .ifPresentOrElse(
            old ->
                applier
                    .credentials()
                    .successor(list.former().orElseThrow(), old, one.leafNode(), Occasion.RESYNC),
            () -> applier.credentials().fresh(one.leafNode(), Occasion.ENTRY));
    var entrant =
        new OutsiderPolicy.Entrant(
            one.leafNode().credential(), list.former().flatMap(epoch::member), list.psks());
    if (!engine.outsiders().mayEnter(entrant)) {
      throw new RefusedException(ExternalCommitRule.ENTRANT_REFUSED, "at leaf " + leaf);
    }
    MergedPath path = merged(one, leaf, entry.changes());
    try (Secret init = ExternalInits.derive(crypto, epoch.secrets(), list.kemOutput())) {
      return stage(
          content,
          new CommitAssembly(epoch, entry.changes(), leaf, CommitAssembly.From.OUTSIDE),
          Optional.of(path),
          init);
    }
  }

  private MergedPath merged(UpdatePath path, LeafIndex committer, Changes changes) {
    return MergedPath.merge(changes.tree(), committer, path, changes.addedLeaves(), crypto);
  }

  private StagedCommit stage(
      AuthenticatedContent content,
      CommitAssembly assembly,
      Optional<MergedPath> path,
      Secret init) {
    Changes changes = assembly.changes();
    RatchetTree finished = path.map(MergedPath::tree).orElse(changes.tree());
    applier.requireAgreement(changes, finished);
    CommitSummary summary = assembly.summary(finished, path.isPresent(), List.of(), content);
    Optional<NextEpoch> next =
        changes.removed().contains(epoch.self())
            ? Optional.empty()
            : Optional.of(enter(assembly, path, finished, content, init));
    return new StagedCommit(summary, epoch.base(), next, Optional.empty());
  }

  private NextEpoch enter(
      CommitAssembly assembly,
      Optional<MergedPath> path,
      RatchetTree finished,
      AuthenticatedContent content,
      Secret init) {
    GroupContext provisional = assembly.provisional(finished.treeHash(crypto));
    Opened opened = open(assembly, path, finished, provisional);
    var transition = new Transition(crypto, epoch.interimTranscriptHash());
    try (Secret commitSecret = opened.commitSecret();
        Secret psk = lent.secret(crypto, assembly.changes().psks());
        var reached =
            transition.reach(content, provisional, new Transition.Input(init, commitSecret, psk))) {
      Bytes tag = content.auth().confirmationTag().orElseThrow();
      if (!reached.confirms(tag)) {
        reached.start().close();
        opened.keys().wipeUnless(epoch.keys());
        throw new RefusedException(CommitRule.CONFIRMATION_TAG, "the committer's epoch differs");
      }
      return new NextEpoch(
          reached.epoch(
              assembly.admissions(), finished, opened.keys(), tag, assembly.changes().reInit()),
          reached.start().encryptionSecret(),
          Optional.empty());
    }
  }

  /// What a commit gives us in secret.
  private record Opened(PrivateTree keys, Secret commitSecret) {}

  private Opened open(
      CommitAssembly assembly,
      Optional<MergedPath> path,
      RatchetTree finished,
      GroupContext provisional) {
    PrivateTree mine = withOwnUpdate(assembly.changes());
    if (path.isEmpty()) {
      return new Opened(mine.keepingOnly(finished), new KeySchedule(crypto).noCommitSecret());
    }
    MergedPath.Opened opened = path.get().open(mine, provisional.encode());
    return new Opened(opened.privateTree(), opened.commitSecret());
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

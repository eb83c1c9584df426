package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.ProposalList.Listed;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.tree.LeafValidator;
import dev.coterie.mls.tree.PathDraft;
import dev.coterie.mls.tree.PrivateTree;
import dev.coterie.mls.tree.RatchetTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes commits: chooses the proposals, draws the path, signs under the old epoch, and stages the
/// new one with the welcome for those who come in. RFC 9420 §12.4.1.
final class CommitBuilder {
  private final Engine engine;
  private final SuiteCrypto crypto;
  private final Identity identity;
  private final GroupState state;
  private final EpochState epoch;
  private final RandomSource random;
  private final Instant now;
  private final ProposalApplier applier;
  private final CommitRequest request;
  private final KeySource keys;

  CommitBuilder(
      Engine engine,
      Identity identity,
      GroupState state,
      CommitRequest request,
      RandomSource random,
      Instant now) {
    this.engine = engine;
    this.crypto = engine.crypto();
    this.identity = identity;
    this.state = state;
    this.epoch = state.epoch();
    this.random = random;
    this.now = now;
    this.applier = new ProposalApplier(engine, epoch, now);
    this.request = request;
    this.keys = state.keys(request.keys());
  }

  StagedCommit build() {
    if (epoch.number().isLast()) {
      throw new RefusedException(CommitRule.LAST_EPOCH, "no epoch follows");
    }
    PendingSelection.Selected selected = select();
    ProposalList list = listOf(selected.list());
    Changes changes = selected.changes();
    Identity signer = request.identity().orElse(identity);
    boolean withPath =
        list.needsPath()
            || request.path() == CommitRequest.PathPolicy.ALWAYS
            || request.identity().isPresent();
    if (!withPath) {
      try (Secret none = new KeySchedule(crypto).noCommitSecret()) {
        var bare =
            new Drawn(
                changes.tree(),
                epoch.keys().keepingOnly(changes.tree()),
                none,
                Optional.empty(),
                Optional.empty());
        return finish(signer, selected, changes, bare);
      }
    }
    try (PathDraft draft = draw(changes, signer);
        Secret commitSecret = draft.commitSecret()) {
      var assembly = new CommitAssembly(epoch, changes, epoch.self(), CommitAssembly.From.INSIDE);
      GroupContext provisional = assembly.provisional(draft.tree().treeHash(crypto));
      UpdatePath path =
          draft.encryptTo(provisional.encode(), changes.addedLeaves(), random, engine.fanOut());
      var drawn =
          new Drawn(
              draft.tree(),
              draft.privateTree(),
              commitSecret,
              Optional.of(path),
              Optional.of(draft));
      return finish(signer, selected, changes, drawn);
    }
  }

  private PendingSelection.Selected select() {
    List<Listed> own = new ArrayList<>();
    request.added().forEach(one -> own.add(byValue(new Proposal.Add(one))));
    request.removed().forEach(one -> own.add(byValue(new Proposal.Remove(one))));
    request
        .extensions()
        .ifPresent(
            all -> {
              Founder.requireNoGrease(all);
              own.add(byValue(new Proposal.GroupContextExtensions(all)));
            });
    request
        .reInit()
        .ifPresent(
            next -> {
              Founder.requireFit(engine, next, epoch.context());
              own.add(byValue(next));
            });
    request
        .psks()
        .forEach(
            name ->
                own.add(byValue(new Proposal.PreSharedKey(Proposer.name(name, crypto, random)))));
    return PendingSelection.select(epoch.self(), own, pending(), this::judged);
  }

  private ProposalCache pending() {
    if (request.pending() == CommitRequest.PendingPolicy.LEAVE_OUT) {
      return ProposalCache.EMPTY;
    }
    return request.named().map(state.proposals()::only).orElse(state.proposals());
  }

  private Listed byValue(Proposal proposal) {
    return Listed.byValue(proposal, new Sender.Member(epoch.self()));
  }

  private ProposalList listOf(List<Listed> list) {
    return ProposalList.of(
        new ProposalList.Terms(crypto, epoch.self(), epoch.context(), request.link()), list);
  }

  /// What everybody checks, and what only the committer asks. Members are judged among each other
  /// when the committer's own leaf is known; those that a pending proposal brings, at once.
  private Changes judged(List<Listed> entries) {
    ProposalList list = listOf(entries);
    List<KeyPackage> packages = list.adds().stream().map(Proposal.Add::keyPackage).toList();
    LeafValidator leaves = applier.leaves(list.extensions());
    packages.forEach(
        one ->
            KeyPackageCheck.byCommitter(
                one, leaves, state.settings().maxKeyPackageLifetime(), now));
    KeyPackageCheck.distinctInitKeys(packages);
    keys.missing(list.psks()).stream()
        .findFirst()
        .ifPresent(
            one -> {
              throw new RefusedException(PskRule.UNKNOWN, "a pre-shared key that we do not have");
            });
    Changes changes = applier.apply(list);
    if (entries.stream().anyMatch(one -> one.reference().isPresent())) {
      applier.requireAgreement(changes, changes.tree());
    }
    return changes;
  }

  /// What a commit contributes in secret.
  ///
  /// @param tree of the new epoch
  /// @param keys ours in it
  /// @param commitSecret lent
  /// @param path to send
  /// @param draft where the path comes from; lent
  private record Drawn(
      RatchetTree tree,
      PrivateTree keys,
      Secret commitSecret,
      Optional<UpdatePath> path,
      Optional<PathDraft> draft) {}

  private PathDraft draw(Changes changes, Identity signer) {
    LeafIndex self = epoch.self();
    PathDraft draft =
        PathDraft.make(
            changes.tree(),
            self,
            (key, parentHash) ->
                OwnLeaf.inPath(crypto, signer, key, parentHash, epoch.context(), self, random),
            crypto,
            random);
    try {
      LeafValidator leaves = applier.leaves(changes.extensions());
      leaves.inPath(draft.tree().leaf(self).orElseThrow(), self, changes.tree().leaf(self));
      applier.requireAgreement(changes, draft.tree());
      return draft;
    } catch (RuntimeException refused) {
      draft.privateTree().wipe();
      draft.close();
      throw refused;
    }
  }

  private StagedCommit finish(
      Identity signer, PendingSelection.Selected selected, Changes changes, Drawn drawn) {
    var assembly = new CommitAssembly(epoch, changes, epoch.self(), CommitAssembly.From.INSIDE);
    if (drawn.path().isEmpty()) {
      applier.requireAgreement(changes, drawn.tree());
    }
    var sealer = new HandshakeSealer(crypto, identity, state, random);
    var unsealed =
        sealer.sign(commitOf(selected.list(), drawn.path()), request.authenticatedData());
    GroupContext provisional = assembly.provisional(drawn.tree().treeHash(crypto));
    var transition = new Transition(crypto, epoch.interimTranscriptHash());
    try (Secret psk = keys.secret(crypto, changes.psks());
        var reached =
            transition.reach(
                unsealed.untagged(),
                provisional,
                new Transition.Input(epoch.secrets().initSecret(), drawn.commitSecret(), psk))) {
      Bytes tag = reached.tag();
      AuthenticatedContent content =
          new AuthenticatedContent(
              unsealed.format(),
              unsealed.content(),
              FramedContentAuthData.confirmed(unsealed.signature(), tag));
      EpochState next =
          reached.epoch(assembly.admissions(), drawn.tree(), drawn.keys(), tag, changes.reInit());
      Optional<Bytes> welcome =
          welcome(
              () -> GroupInfos.forWelcome(crypto, signer, next, request.tree(), random),
              changes,
              drawn,
              new WelcomeMaker(crypto, reached.joiner(), psk, changes.psks(), random));
      Optional<Bytes> tree =
          welcome.isPresent() && request.tree() == TreePlacement.BESIDE
              ? Optional.of(next.tree().toExtension())
              : Optional.empty();
      HandshakeSealer.Message message = sealer.seal(content);
      StateDelta reserved =
          message
              .reserved()
              .orElse(StateDelta.NONE)
              .then(StateWriter.difference(state, state.sealed(message.weight())));
      return new StagedCommit(
          assembly.summary(drawn.tree(), drawn.path().isPresent(), selected.leftOut(), content),
          epoch.base(),
          Optional.of(new NextEpoch(next, reached.start().encryptionSecret(), request.identity())),
          Optional.of(
              new StagedCommit.Outgoing(
                  message.bytes(),
                  welcome,
                  tree,
                  Optional.of(reserved).filter(delta -> !delta.isEmpty()),
                  message.weight())));
    }
  }

  private static Commit commitOf(List<Listed> list, Optional<UpdatePath> path) {
    List<ProposalOrRef> entries = new ArrayList<>(list.size());
    for (Listed one : list) {
      entries.add(
          one.reference()
              .<ProposalOrRef>map(ProposalOrRef.ByReference::new)
              .orElseGet(() -> new ProposalOrRef.ByValue(one.proposal())));
    }
    return new Commit(entries, path);
  }

  private Optional<Bytes> welcome(
      Supplier<GroupInfo> info, Changes changes, Drawn drawn, WelcomeMaker maker) {
    return changes.added().isEmpty()
        ? Optional.empty()
        : Optional.of(
            maker.make(
                info.get(),
                changes.added(),
                leaf -> drawn.draft().flatMap(draft -> draft.pathSecretFor(leaf)),
                engine.fanOut()));
  }
}

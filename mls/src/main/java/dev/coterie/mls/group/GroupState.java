package dev.coterie.mls.group;

import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.PastEpochs.PastEpoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.RatchetWindow;
import dev.coterie.mls.schedule.SecretTree;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything a member holds of a group. Immutable but for the secret trees, whose keys are spent
/// in place: a step makes the next state, and its shell swaps the two.
///
/// @param epoch what is fixed while the epoch lasts
/// @param messages keys of the epoch's messages
/// @param past epochs that are over
/// @param resumptions resumption keys of epochs that are over
/// @param proposals that wait for a commit
/// @param held commits that lack proposals
/// @param early messages of later epochs
/// @param pending our own commit that waits for acceptance
/// @param sending what we sealed in this epoch
/// @param settings our limits
/// @param isClosed whether the group is over for us
record GroupState(
    EpochState epoch,
    SecretTree messages,
    PastEpochs past,
    Resumptions resumptions,
    ProposalCache proposals,
    HeldCommits held,
    EarlyMessages early,
    Optional<StagedCommit> pending,
    SendingLedger sending,
    GroupSettings settings,
    boolean isClosed) {
  /// A group in its first epoch, as far as we are concerned.
  static GroupState begin(
      SuiteCrypto crypto, EpochState epoch, Secret encryptionSecret, GroupSettings settings) {
    return new GroupState(
        epoch,
        messages(crypto, epoch, encryptionSecret, settings),
        PastEpochs.NONE,
        Resumptions.NONE,
        ProposalCache.EMPTY,
        HeldCommits.EMPTY,
        EarlyMessages.EMPTY,
        Optional.empty(),
        SendingLedger.start(settings.byteBudget()),
        settings,
        false);
  }

  /// A commit of ours is sealed with keys that were reserved when its epoch began: staging one and
  /// dropping it leaves no trace in the store.
  private static SecretTree messages(
      SuiteCrypto crypto, EpochState epoch, Secret encryptionSecret, GroupSettings settings) {
    SecretTree tree =
        SecretTree.start(crypto, epoch.tree().leafCount(), encryptionSecret, window(settings));
    if (settings.handshakes().sendsPrivate()) {
      tree.reserveSending(epoch.self(), RatchetKind.HANDSHAKE);
    }
    return tree;
  }

  static RatchetWindow window(GroupSettings settings) {
    return new RatchetWindow(
        settings.retention().skippedGenerations(),
        settings.retention().maxForward(),
        settings.retention().maxAge());
  }

  /// The state after a commit. The epoch that ends is kept as long as the settings say.
  GroupState advance(SuiteCrypto crypto, StagedCommit commit) {
    NextEpoch next = commit.next();
    PastEpochs over = past.with(demoted(commit), settings.retention().pastEpochs());
    return new GroupState(
        next.epoch(),
        messages(crypto, next.epoch(), next.encryptionSecret(), settings),
        over,
        resumptions.with(
            epoch.number(), epoch.secrets().resumptionPsk().copy(), settings.resumptionEpochs()),
        ProposalCache.EMPTY,
        HeldCommits.EMPTY,
        early.entering(next.epoch(), over),
        Optional.empty(),
        SendingLedger.start(settings.byteBudget()),
        settings,
        false);
  }

  private PastEpoch demoted(StagedCommit commit) {
    Map<LeafIndex, Member> seats = new HashMap<>();
    Stream.of(commit.added(), commit.removed(), commit.updated())
        .flatMap(Collection::stream)
        .map(one -> epoch.member(one.index()))
        .flatMap(Optional::stream)
        .forEach(one -> seats.put(one.index(), one));
    return new PastEpoch(
        epoch.context(),
        epoch.self(),
        epoch.tree().leafCount(),
        epoch.secrets().senderDataSecret().copy(),
        messages,
        seats);
  }

  GroupState withProposals(ProposalCache cache) {
    return waiting(cache, held, early, pending);
  }

  GroupState withHeld(HeldCommits commits) {
    return waiting(proposals, commits, early, pending);
  }

  GroupState withEarly(EarlyMessages messages) {
    return waiting(proposals, held, messages, pending);
  }

  GroupState withPending(Optional<StagedCommit> commit) {
    return waiting(proposals, held, early, commit);
  }

  private GroupState waiting(
      ProposalCache cache,
      HeldCommits commits,
      EarlyMessages ahead,
      Optional<StagedCommit> commit) {
    return new GroupState(
        epoch,
        messages,
        past,
        resumptions,
        cache,
        commits,
        ahead,
        commit,
        sending,
        settings,
        isClosed);
  }

  /// With so many bytes more counted as sealed.
  GroupState sealed(long bytes) {
    return new GroupState(
        epoch,
        messages,
        past,
        resumptions,
        proposals,
        held,
        early,
        pending,
        sending.with(bytes, settings.byteBudget()),
        settings,
        isClosed);
  }

  GroupState withSettings(GroupSettings limits) {
    PastEpochs over = past.newest(limits.retention().pastEpochs());
    return new GroupState(
        epoch,
        messages,
        over,
        resumptions.newest(limits.resumptionEpochs()),
        proposals,
        held.within(limits.waiting()),
        early.entering(epoch, over).within(limits.waiting(), epoch.number()),
        pending,
        sending,
        limits,
        isClosed);
  }

  /// Where pre-shared keys are looked up: our own epochs, then what the caller lends.
  KeySource keys(PreSharedKeys lent) {
    return resumptions(ResumptionUsage.APPLICATION).or(lent);
  }

  KeySource resumptions(ResumptionUsage usage) {
    return new Resumptions.Of(epoch.context().groupId(), usage, epoch, resumptions);
  }

  /// Cuts all windows for late messages down to the settings.
  StateDelta resize() {
    StateDelta rows = StateWriter.messages(epoch.number(), messages.resize(window(settings)));
    for (PastEpoch one : past.all()) {
      rows = rows.then(StateWriter.messages(one.number(), one.messages().resize(window(settings))));
    }
    return rows;
  }

  /// Wipes the keys of the commit that waited, unless it is the one that goes on.
  void discardPending(Optional<StagedCommit> winner) {
    pending
        .filter(lost -> !winner.equals(Optional.of(lost)))
        .ifPresent(lost -> lost.discard(epoch));
  }

  /// Wipes what can be wiped.
  GroupState closed() {
    discardPending(Optional.empty());
    epoch.secrets().close();
    epoch.keys().wipe();
    messages.close();
    past.all().forEach(PastEpoch::close);
    resumptions.close();
    return new GroupState(
        epoch,
        messages,
        past,
        resumptions,
        proposals,
        held,
        early,
        pending,
        sending,
        settings,
        true);
  }
}

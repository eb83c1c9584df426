package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.ApplicationRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A group as one of its members holds it: the current epoch, and what is still kept of past ones.
/// Pure logic: clock and randomness are arguments, and whatever must survive a crash comes out as a
/// [StateDelta]. Not thread-safe: it has one owner.
///
/// ```
///   propose ──▶ Proposed                             receive ──▶ Application
///   stage ────▶ StagedCommit ─ keep ─▶ send ─┐              ├──▶ ProposalHeld
///                    │                       ▼              ├──▶ CommitStaged ─▶ merge, or drop
///                    └── drop     accepted: merge           ├──▶ CommitHeld ─▶ … ─▶ retry
///   seal ─────▶ Sealed                                      └──▶ OwnMessage
/// ```
///
/// **Commits.** [#stage] and [#receive] never move the group to another epoch; they return a
/// [StagedCommit] to look at. [#merge] moves it, and dropping the object leaves no trace. To
/// survive a crash between sending a commit of ours and learning its fate, hand it to [#keep] and
/// persist the delta *before* sending: after [#restore], [#pending] gives it back, ready to be sent
/// again or merged, and [#receive] recognises its bytes when they come back. Merging any commit
/// forgets it, as does [#forget].
///
/// **Persistence.** Every delta must be applied in the order of the calls, each in one transaction,
/// and before anything that the call returned leaves the process. A call that throws returns no
/// delta; if it used up a message key all the same (the message opened and what was in it is
/// refused), that comes with the next delta, or from [#spent]. If persisting fails, throw the
/// object away and [#restore].
///
/// **Refusals.** A [RefusedException] names the rule; the group is as it was. Nothing that arrives
/// makes it throw anything but that or a [dev.coterie.codec.MalformedException].
public final class MlsGroup implements AutoCloseable {
  private final Engine engine;
  private Identity identity;
  private GroupState state;
  private StateDelta spent = StateDelta.NONE;

  private MlsGroup(Engine engine, Identity identity, GroupState state) {
    this.engine = engine;
    this.identity = identity;
    this.state = state;
  }

  /// Founds a group with one member, in epoch 0. RFC 9420 §11.
  ///
  /// @param extensions of the group context; the founder's identity must support them
  public static Founded create(
      Identity identity,
      GroupId id,
      List<Extension> extensions,
      GroupSettings settings,
      RandomSource random,
      Instant now) {
    return create(Engine.of(identity.suite()), identity, id, extensions, settings, random, now);
  }

  /// Founds a group with an engine of the caller's choice.
  public static Founded create(
      Engine engine,
      Identity identity,
      GroupId id,
      List<Extension> extensions,
      GroupSettings settings,
      RandomSource random,
      Instant now) {
    GroupState state = Founder.found(engine, identity, id, extensions, settings, random, now);
    return new Founded(
        new MlsGroup(engine, identity, state), new StateDelta(StateWriter.all(state), List.of()));
  }

  /// Joins a group by a welcome. RFC 9420 §12.4.3.1. A welcome that is refused consumes nothing:
  /// the key package can be used again.
  ///
  /// @param bundle the key package that the welcome was made for
  /// @param welcome an MLSMessage
  /// @param tree the ratchet tree from beside the welcome; used if there is none inside
  public static Joined join(
      Identity identity,
      KeyPackageBundle bundle,
      Bytes welcome,
      Optional<Bytes> tree,
      GroupSettings settings,
      Instant now) {
    return join(Engine.of(identity.suite()), identity, bundle, welcome, tree, settings, now);
  }

  /// Joins a group with an engine of the caller's choice.
  public static Joined join(
      Engine engine,
      Identity identity,
      KeyPackageBundle bundle,
      Bytes welcome,
      Optional<Bytes> tree,
      GroupSettings settings,
      Instant now) {
    Joiner.Outcome entered =
        new Joiner(engine, identity, bundle, settings, now).join(welcome, tree);
    return new Joined(
        new MlsGroup(engine, identity, entered.state()),
        new StateDelta(StateWriter.all(entered.state()), List.of()),
        entered.signer());
  }

  /// Takes up a group from its stored rows, in any order. Reading is strict: rows that are missing,
  /// left over, or in contradiction to each other are malformed.
  ///
  /// @param identity who we are in this group; its signature key is the one in our leaf
  public static MlsGroup restore(Identity identity, Iterable<Put> rows) {
    return restore(Engine.of(identity.suite()), identity, rows);
  }

  /// Takes up a group with an engine of the caller's choice.
  public static MlsGroup restore(Engine engine, Identity identity, Iterable<Put> rows) {
    return new MlsGroup(engine, identity, new StateReader(engine, identity, rows).read());
  }

  /// The group's name.
  public GroupId id() {
    return state.epoch().context().groupId();
  }

  /// The current epoch.
  public Epoch epoch() {
    return state.epoch().number();
  }

  /// Our leaf.
  public LeafIndex self() {
    return state.epoch().self();
  }

  /// The cipher suite.
  public CipherSuite suite() {
    return engine.crypto().suite();
  }

  /// Who we are here.
  public Identity identity() {
    return identity;
  }

  /// How many members there are, ourselves included.
  public int memberCount() {
    return state.epoch().tree().memberCount();
  }

  /// The member at a leaf, if there is one.
  public Optional<Member> member(LeafIndex leaf) {
    return state.epoch().member(leaf);
  }

  /// All members, by leaf.
  public Stream<Member> members() {
    return state.epoch().members();
  }

  /// What all members of the epoch agree on.
  public GroupContext context() {
    return state.epoch().context();
  }

  /// Equal for all members of the epoch, and for nobody else: compare it over another channel to be
  /// sure that there is one group. Never log it.
  public Bytes epochAuthenticator() {
    requireOpen();
    return state.epoch().secrets().epochAuthenticator();
  }

  /// A secret for another protocol, equal for all members of the epoch. RFC 9420 §8.5.
  ///
  /// @param length 1 to 255 times the hash size
  public Secret export(String label, Bytes context, int length) {
    if (length < 1 || length > 255 * suite().hashSize()) {
      throw new IllegalArgumentException("not a length of an exported secret: " + length);
    }
    requireOpen();
    return state.epoch().secrets().export(label, context, length);
  }

  /// The current state, signed by us, as an MLSMessage for whoever wants to join.
  public Bytes groupInfo(TreePlacement placement, RandomSource random) {
    requireOpen();
    return GroupInfos.message(engine.crypto(), identity, state.epoch(), placement, random);
  }

  /// The ratchet tree as it goes beside a welcome or group info.
  public Bytes ratchetTree() {
    return state.epoch().tree().toExtension();
  }

  /// Our limits.
  public GroupSettings settings() {
    return state.settings();
  }

  /// Changes our limits in place; what the new ones no longer allow to keep goes at once.
  public StateDelta settings(GroupSettings settings) {
    requireOpen();
    GroupState next = state.withSettings(settings);
    StateDelta resized = take().then(next.resize());
    return resized.then(move(next));
  }

  /// Whether nine tenths of this epoch's byte budget are used: time for a commit that updates us,
  /// or for any other. At ten tenths [#seal] refuses.
  public boolean updateDue() {
    return state.sending().sealed() >= state.settings().byteBudget() / 10 * 9;
  }

  /// Whether a proposal of another member waits: commit before sending application data (§12.4).
  public boolean commitDue() {
    return state.proposals().awaitsCommit(self());
  }

  /// References of the proposals that wait for a commit, oldest first.
  public List<Bytes> proposals() {
    return state.proposals().references();
  }

  /// References of the commits that lack proposals.
  public List<Bytes> heldCommits() {
    return state.held().references();
  }

  /// Makes a commit, and a welcome for those whom it adds. The group stays as it is, but for the
  /// generation that an encrypted commit uses up: it is never used again, whatever becomes of the
  /// commit.
  public StagedCommit stage(CommitRequest request, RandomSource random, Instant now) {
    requireOpen();
    return new CommitBuilder(engine, identity, state, random, now).build(request);
  }

  /// Registers our own commit, so that it survives a crash and is recognised when it comes back. It
  /// replaces a commit that was registered before.
  public StateDelta keep(StagedCommit commit) {
    requireOpen();
    var own = Optional.of(commit.requireOwn(state));
    state.discardPending(own);
    return move(state.withPending(own));
  }

  /// The registered commit of ours.
  public Optional<StagedCommit> pending() {
    return state.pending();
  }

  /// Forgets the registered commit of ours and wipes its keys: it can no longer be merged.
  public StateDelta forget() {
    requireOpen();
    state.discardPending(Optional.empty());
    return move(state.withPending(Optional.empty()));
  }

  /// Moves to the epoch that a commit begins. Whatever the old epoch kept and the new one does not
  /// need is deleted; if the commit removed us, that is everything, and the group is closed.
  ///
  /// @throws RefusedException if the commit belongs to another group or epoch
  public StateDelta merge(StagedCommit commit) {
    requireOpen();
    commit.requireBase(state);
    GroupState ended = state;
    var retired = ended.messages().retireHandshakes();
    StateDelta before = take().then(StateWriter.messages(ended.epoch().number(), retired));
    if (commit.selfRemoved()) {
      StateDelta everything = new StateDelta(List.of(), StateWriter.keys(ended));
      state = ended.closed();
      return before.then(everything);
    }
    identity = commit.identity().orElse(identity);
    StateDelta delta = before.then(move(ended.advance(engine.crypto(), commit)));
    ended.discardPending(Optional.of(commit));
    ended.epoch().secrets().close();
    ended.epoch().keys().wipeUnless(state.epoch().keys());
    return delta;
  }

  /// Encrypts an application message.
  ///
  /// @param authenticatedData readable on the way, but unchangeable
  /// @throws RefusedException if a proposal of another member must be committed first, or the byte
  ///   budget of this epoch is spent
  public Sealed seal(Bytes authenticatedData, Bytes plaintext, RandomSource random) {
    requireOpen();
    var outcome =
        new ApplicationChannel(engine, state).seal(identity, authenticatedData, plaintext, random);
    state = outcome.state();
    return new Sealed(
        outcome.message(),
        outcome.generation(),
        outcome.reserved().map(delta -> take().then(delta)));
  }

  /// Proposes an Add, Remove or GroupContextExtensions for somebody to commit.
  public Proposed propose(Proposal proposal, RandomSource random, Instant now) {
    requireOpen();
    return proposed(new Proposer(engine, identity, state, random).propose(proposal, now));
  }

  /// Proposes fresh keys for our own leaf, for somebody else to commit.
  public Proposed proposeUpdate(RandomSource random) {
    requireOpen();
    return proposed(new Proposer(engine, identity, state, random).proposeUpdate());
  }

  /// Judges a message of this group.
  ///
  /// @param message an MLSMessage
  public Incoming receive(Bytes message, Instant now) {
    requireOpen();
    return took(new Receiver(engine, state, now).receive(message));
  }

  /// Judges a held commit again, now that more proposals have arrived.
  ///
  /// @param reference from [Incoming.CommitHeld]
  public Incoming retry(Bytes reference, Instant now) {
    requireOpen();
    return took(new Receiver(engine, state, now).retry(reference));
  }

  /// What refused messages have used up and no delta has carried yet; it counts as handed out.
  public StateDelta spent() {
    return take();
  }

  /// Every row of the stored state, as if nothing had been stored before; none once the group is
  /// closed.
  public List<Put> rows() {
    return state.isClosed() ? List.of() : StateWriter.all(state);
  }

  /// Whether the group removed us, or [#close] was called: nothing is sent or processed any more.
  public boolean isClosed() {
    return state.isClosed();
  }

  /// Wipes the secrets in memory; nothing is deleted from the store.
  @Override
  public void close() {
    if (!state.isClosed()) {
      state = state.closed();
    }
  }

  private Proposed proposed(Proposer.Outcome outcome) {
    StateDelta before = take().then(outcome.reserved().orElse(StateDelta.NONE));
    return new Proposed(outcome.message(), outcome.reference(), before.then(move(outcome.state())));
  }

  private Incoming took(Receiver.Outcome outcome) {
    StateDelta before = take().then(outcome.spent());
    StateDelta delta = before.then(move(outcome.state()));
    return switch (outcome) {
      case Receiver.Outcome.Released released -> released.incoming().apply(delta);
      case Receiver.Outcome.Refused refused -> {
        spent = delta;
        throw refused.why();
      }
    };
  }

  private StateDelta move(GroupState next) {
    StateDelta delta = take().then(StateWriter.difference(state, next));
    state = next;
    return delta;
  }

  private StateDelta take() {
    StateDelta taken = spent;
    spent = StateDelta.NONE;
    return taken;
  }

  private void requireOpen() {
    if (state.isClosed()) {
      throw new RefusedException(ApplicationRule.CLOSED, "the group is closed for us");
    }
  }
}

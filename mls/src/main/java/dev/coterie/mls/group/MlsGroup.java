package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A group as one of its members holds it: the current epoch, and what is still kept of past ones.
/// Pure logic: clock and randomness are arguments, and whatever must survive a crash comes out as a
/// [StateDelta]. Not thread-safe: it has one owner.
///
/// ```
///   propose ──▶ Proposed                             receive ──▶ Application
///   stage ────▶ StagedCommit ─ keep ─▶ send ─┐              ├──▶ ProposalHeld
///                    │                       ▼              ├──▶ CommitStaged ─▶ merge, or drop
///                    └── drop     accepted: merge           ├──▶ CommitHeld ───┐
///                                                           ├──▶ MessageEarly ─┴▶ … ready ─▶ retry
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
public final class MlsGroup extends GroupView implements AutoCloseable {
  private Identity identity;
  private GroupState state;
  private StateDelta spent = StateDelta.NONE;
  private Optional<Blame> blame = Optional.empty();
  private boolean outdated;

  /// Who signed what was refused last.
  private record Blame(CoterieException why, Optional<Member> author) {}

  private MlsGroup(Engine engine, Identity identity, GroupState state) {
    super(engine);
    this.identity = identity;
    this.state = state;
  }

  @Override
  GroupState state() {
    return state;
  }

  @Override
  public Identity identity() {
    return identity;
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
    JoinRequest bare = JoinRequest.of(bundle, welcome);
    return join(engine, identity, tree.map(bare::tree).orElse(bare), settings, now);
  }

  /// Joins a group with all that could be needed for it.
  public static Joined join(
      Engine engine, Identity identity, JoinRequest request, GroupSettings settings, Instant now) {
    Joiner.Outcome entered = new Joiner(engine, identity, request, settings, now).join();
    return new Joined(
        new MlsGroup(engine, identity, entered.state()),
        new StateDelta(StateWriter.all(entered.state()), List.of()),
        entered.signer());
  }

  /// Prepares to enter a group from outside, or to come back to it, by a commit of our own. RFC
  /// 9420 §12.4.3.2.
  public static Entered joinExternally(
      Engine engine,
      Identity identity,
      ExternalJoin request,
      GroupSettings settings,
      RandomSource random,
      Instant now) {
    ExternalJoiner.Outcome entered =
        new ExternalJoiner(engine, identity, request, settings, random, now).join();
    return new Entered(
        entered.commit(),
        new MlsGroup(engine, identity, entered.state()),
        new StateDelta(StateWriter.all(entered.state()), List.of()));
  }

  /// Takes up a group from its stored rows, in any order. Reading is strict: rows that are missing,
  /// left over, or in contradiction to each other are malformed. Rows of an earlier version of the
  /// stored form are taken up too: the next delta, or [#spent], then carries every row in the
  /// present form.
  ///
  /// @param identity who we are in this group; its signature key is the one in our leaf
  public static MlsGroup restore(Identity identity, Iterable<Put> rows) {
    return restore(Engine.of(identity.suite()), identity, rows);
  }

  /// Takes up a group with an engine of the caller's choice.
  public static MlsGroup restore(Engine engine, Identity identity, Iterable<Put> rows) {
    var reader = new StateReader(engine, identity, rows);
    var group = new MlsGroup(engine, identity, reader.read());
    group.outdated = reader.outdated();
    return group;
  }

  /// Changes our limits in place; what the new ones no longer allow to keep goes at once.
  public StateDelta settings(GroupSettings settings) {
    requireOpen();
    GroupState next = state.withSettings(settings);
    StateDelta resized = take().then(next.resize());
    return resized.then(move(next));
  }

  /// Makes a commit, and a welcome for those whom it adds. The group stays as it is, but for the
  /// generation and the bytes of the budget that an encrypted commit uses up: they stay used,
  /// whatever becomes of the commit.
  public StagedCommit stage(CommitRequest request, RandomSource random, Instant now) {
    requireOpen();
    requireGoingOn();
    StagedCommit staged = new CommitBuilder(engine, identity, state, request, random, now).build();
    GroupState counted = state.sealed(staged.weight());
    // Whoever drops it need not store what it reserved, so that goes out again.
    spent = spent.then(StateWriter.difference(state, counted));
    state = counted;
    return staged;
  }

  /// Registers our own commit, so that it survives a crash and is recognised when it comes back. It
  /// replaces a commit that was registered before.
  public StateDelta keep(StagedCommit commit) {
    requireOpen();
    var own = Optional.of(commit.requireOwn(state));
    state.discardPending(own);
    return move(state.withPending(own));
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
    requireGoingOn();
    var outcome =
        new ApplicationChannel(engine, state).seal(identity, authenticatedData, plaintext, random);
    state = outcome.state();
    return new Sealed(
        outcome.message(),
        outcome.generation(),
        outcome.reserved().map(delta -> take().then(delta)),
        hint());
  }

  /// Proposes an Add, Remove, PreSharedKey, ReInit or GroupContextExtensions for somebody to
  /// commit.
  public Proposed propose(Proposal proposal, RandomSource random, Instant now) {
    requireOpen();
    requireGoingOn();
    return proposed(new Proposer(engine, identity, state, random).propose(proposal, now));
  }

  /// Proposes fresh keys for our own leaf, for somebody else to commit.
  public Proposed proposeUpdate(RandomSource random) {
    requireOpen();
    requireGoingOn();
    return proposed(new Proposer(engine, identity, state, random).proposeUpdate());
  }

  /// Proposes that a pre-shared key be mixed in, under a fresh nonce. Whoever commits it, and all
  /// others, must have the key by then.
  public Proposed proposePsk(PreSharedKeyId.Source name, RandomSource random, Instant now) {
    PreSharedKeyId fresh = Proposer.name(name, engine.crypto(), random);
    return propose(new Proposal.PreSharedKey(fresh), random, now);
  }

  /// Judges a message of this group.
  ///
  /// @param message an MLSMessage
  public Incoming receive(Bytes message, Instant now) {
    return receive(message, PreSharedKeys.NONE, now);
  }

  /// Judges a message of this group, which may be a commit that names pre-shared keys.
  ///
  /// @param message an MLSMessage
  /// @param lent keys that could be meant
  public Incoming receive(Bytes message, PreSharedKeys lent, Instant now) {
    return receive(message, Bytes.EMPTY, lent, now);
  }

  /// Judges a message of this group, and counts it to somebody's share if it comes too early.
  ///
  /// @param message an MLSMessage
  /// @param from whom the transport has it from: any name of up to 255 bytes, empty if it cannot
  ///   say
  /// @param lent keys that could be meant
  public Incoming receive(Bytes message, Bytes from, PreSharedKeys lent, Instant now) {
    requireOpen();
    return took(new Receiver(engine, state, lent, now).receive(message, from));
  }

  /// Judges a held commit again, now that more proposals have arrived, or a message whose epoch has
  /// come.
  ///
  /// @param reference from [Incoming.CommitHeld] or [Incoming.MessageEarly]
  public Incoming retry(Bytes reference, Instant now) {
    return retry(reference, PreSharedKeys.NONE, now);
  }

  /// Judges what was kept again, with pre-shared keys that it may lack. An early message is not
  /// kept any longer, whatever becomes of it.
  ///
  /// @param reference from [Incoming.CommitHeld] or [Incoming.MessageEarly]
  /// @param lent keys that could be meant
  public Incoming retry(Bytes reference, PreSharedKeys lent, Instant now) {
    requireOpen();
    return took(new Receiver(engine, state, lent, now).retry(reference));
  }

  /// What refused messages and staged commits have used up and no delta has carried yet; it counts
  /// as handed out.
  public StateDelta spent() {
    return take();
  }

  /// Who made the handshake that was refused last: nobody, unless it was opened and carried that
  /// member's signature. Tells whom to blame for a commit that stops a group.
  ///
  /// @param refusal as it was thrown
  public Optional<Member> authorOf(RefusedException refusal) {
    return blame.filter(last -> last.why() == refusal).flatMap(Blame::author);
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
        blame = Optional.of(new Blame(refused.why(), refused.author()));
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
    if (outdated) {
      outdated = false;
      return taken.then(new StateDelta(StateWriter.all(state), List.of()));
    }
    return taken;
  }
}

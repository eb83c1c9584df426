package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.policy.ApplicationRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a group has to say about itself. Nothing here changes it; [MlsGroup] is the half that does.
public abstract sealed class GroupView permits MlsGroup {
  final Engine engine;

  GroupView(Engine engine) {
    this.engine = engine;
  }

  abstract GroupState state();

  /// The group's name.
  public GroupId id() {
    return state().epoch().context().groupId();
  }

  /// The current epoch.
  public Epoch epoch() {
    return state().epoch().number();
  }

  /// Our leaf.
  public LeafIndex self() {
    return state().epoch().self();
  }

  /// The cipher suite.
  public CipherSuite suite() {
    return engine.crypto().suite();
  }

  /// Who we are here.
  public abstract Identity identity();

  /// How many members there are, ourselves included.
  public int memberCount() {
    return state().epoch().tree().memberCount();
  }

  /// The member at a leaf, if there is one.
  public Optional<Member> member(LeafIndex leaf) {
    return state().epoch().member(leaf);
  }

  /// All members, by leaf.
  public Stream<Member> members() {
    return state().epoch().members();
  }

  /// What all members of the epoch agree on.
  public GroupContext context() {
    return state().epoch().context();
  }

  /// Equal for all members of the epoch, and for nobody else: compare it over another channel to be
  /// sure that there is one group. Never log it.
  public Bytes epochAuthenticator() {
    requireOpen();
    return state().epoch().secrets().epochAuthenticator();
  }

  /// A secret for another protocol, equal for all members of the epoch. RFC 9420 §8.5.
  ///
  /// @param length 1 to 255 times the hash size
  public Secret export(String label, Bytes context, int length) {
    if (length < 1 || length > 255 * suite().hashSize()) {
      throw new IllegalArgumentException("not a length of an exported secret: " + length);
    }
    requireOpen();
    return state().epoch().secrets().export(label, context, length);
  }

  /// Proof of having been here, for other groups and for coming back: the resumption keys of this
  /// epoch and of past ones, as far as they are kept. Lent until the group moves on or is closed.
  public PreSharedKeys resumptionKeys() {
    requireOpen();
    PreSharedKeys keys =
        PreSharedKeys.NONE.with(resumptionKey(epoch()), state().epoch().secrets().resumptionPsk());
    for (Resumptions.Kept one : state().resumptions().newestFirst()) {
      keys = keys.with(resumptionKey(one.epoch()), one.key());
    }
    return keys;
  }

  /// What a commit calls the resumption key of an epoch of this group.
  public PreSharedKeyId.Source resumptionKey(Epoch of) {
    return new PreSharedKeyId.Source.Resumption(ResumptionUsage.APPLICATION, id(), of);
  }

  /// The current state, signed by us, as an MLSMessage for whoever wants to join.
  public Bytes groupInfo(TreePlacement placement, RandomSource random) {
    requireOpen();
    requireGoingOn();
    return GroupInfos.message(engine.crypto(), identity(), state().epoch(), placement, random);
  }

  /// The ratchet tree as it goes beside a welcome or group info.
  public Bytes ratchetTree() {
    return state().epoch().tree().toExtension();
  }

  /// Our limits.
  public GroupSettings settings() {
    return state().settings();
  }

  /// Whether nine tenths of this epoch's byte budget are used: time for a commit that updates us,
  /// or for any other. At ten tenths [MlsGroup#seal] refuses.
  public boolean updateDue() {
    return hint().isPresent();
  }

  /// The same with the numbers. What a crash may have cut off counts as sealed, and so does what
  /// commits and encrypted proposals take; but those are never refused, since they are the way out.
  public Optional<UpdateDue> hint() {
    SendingLedger ledger = state().sending();
    long budget = state().settings().byteBudget();
    return ledger.isUpdateDue(budget)
        ? Optional.of(new UpdateDue(ledger.sealed(), budget))
        : Optional.empty();
  }

  /// Whether a proposal of another member waits: commit before sending application data (§12.4).
  public boolean commitDue() {
    return state().proposals().awaitsCommit(self());
  }

  /// References of the proposals that wait for a commit, oldest first.
  public List<Bytes> proposals() {
    return state().proposals().references();
  }

  /// References of the commits that lack proposals.
  public List<Bytes> heldCommits() {
    return state().held().references();
  }

  /// References of the messages that came before their epoch, oldest first.
  public List<Bytes> earlyMessages() {
    return state().early().references();
  }

  /// References of what was kept and can be judged by now, in an order that suits: messages whose
  /// epoch has come, then commits whose proposals have all come. Go through it with
  /// [MlsGroup#retry] after each merge and each proposal. Early messages leave it when they are
  /// tried; a commit stays in it until it is merged or refused.
  public List<Bytes> ready() {
    return Stream.concat(
            state().early().ready(epoch()).map(EarlyMessages.Early::reference),
            state()
                .held()
                .all()
                .filter(one -> HandshakeOpener.isComplete(one, state().proposals()))
                .map(HeldCommits.Held::reference))
        .toList();
  }

  /// The registered commit of ours.
  public Optional<StagedCommit> pending() {
    return state().pending();
  }

  /// Every row of the stored state, as if nothing had been stored before; none once the group is
  /// closed.
  public List<Put> rows() {
    return state().isClosed() ? List.of() : StateWriter.all(state());
  }

  /// Whether the group removed us, or [MlsGroup#close] was called: nothing is sent or processed any
  /// more.
  public boolean isClosed() {
    return state().isClosed();
  }

  /// What the group goes on as, if its last commit ended it: it sends nothing any more, and
  /// [Succession] leads on.
  public Optional<Proposal.ReInit> reInit() {
    return state().epoch().reInit();
  }

  final void requireGoingOn() {
    if (reInit().isPresent()) {
      throw new RefusedException(
          ApplicationRule.REINITIALISED, "it goes on as group " + reInit().get().groupId());
    }
  }

  final void requireOpen() {
    if (state().isClosed()) {
      throw new RefusedException(ApplicationRule.CLOSED, "the group is closed for us");
    }
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.EarlyMessages.Early;
import dev.coterie.mls.group.GroupSettings.Waiting;
import dev.coterie.mls.group.PastEpochs.PastEpoch;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.Welcome;
import dev.coterie.mls.policy.ApplicationRule;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.ReceptionRule;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Takes a message in: which group and epoch, whose, in which envelope; then on to the part that
/// opens it. Cheap and public checks come first (RFC 9420 §6, §12.4.2).
final class Receiver {
  private static final int MOST_FROM = 255;

  private final Engine engine;
  private final SuiteCrypto crypto;
  private final GroupState state;
  private final PreSharedKeys lent;
  private final Instant now;

  Receiver(Engine engine, GroupState state, PreSharedKeys lent, Instant now) {
    this.engine = engine;
    this.crypto = engine.crypto();
    this.state = state;
    this.lent = lent;
    this.now = now;
  }

  /// What becomes of a message.
  sealed interface Outcome {
    /// The state after it.
    GroupState state();

    /// Rows of the keys that it spent.
    StateDelta spent();

    /// It is accepted.
    record Released(GroupState state, StateDelta spent, Function<StateDelta, Incoming> incoming)
        implements Outcome {}

    /// Its key is spent, and what was inside is refused.
    ///
    /// @param author who signed it, if that was proved
    record Refused(
        GroupState state, StateDelta spent, CoterieException why, Optional<Member> author)
        implements Outcome {
      Refused(GroupState state, StateDelta spent, CoterieException why) {
        this(state, spent, why, Optional.empty());
      }
    }
  }

  /// @param from whom the transport has it from, empty if it cannot say
  Outcome receive(Bytes message, Bytes from) {
    if (from.size() > MOST_FROM) {
      throw new IllegalArgumentException("a name of more than " + MOST_FROM + " bytes");
    }
    if (!state.early().isEmpty()) {
      var kept = state.early().find(crypto.hash(message));
      if (kept.isPresent()) {
        return isAhead(kept.get().epoch()) ? waiting(kept.get(), state) : again(kept.get());
      }
    }
    return judge(message, from);
  }

  private Outcome judge(Bytes message, Bytes from) {
    Optional<StagedCommit> echo =
        state.pending().filter(commit -> commit.commitMessage().equals(message));
    if (echo.isPresent()) {
      return new Outcome.Released(
          state,
          StateDelta.NONE,
          delta ->
              new Incoming.OwnMessage(
                  ContentType.COMMIT, state.epoch().number(), Optional.empty(), echo, delta));
    }
    return switch (MlsMessage.CODEC.decode(message)) {
      case PublicMessage it -> fromPublic(it, message, from);
      case PrivateMessage it -> fromPrivate(it, message, from);
      case Welcome _, GroupInfo _, KeyPackage _ ->
          throw new RefusedException(
              ReceptionRule.NOT_FOR_MEMBERS, "neither a public nor a private message");
    };
  }

  private Outcome fromPublic(PublicMessage message, Bytes bytes, Bytes from) {
    requireHere(message.content().groupId());
    if (message.content().content().contentType() == ContentType.APPLICATION) {
      throw new RefusedException(FramingRule.APPLICATION_IN_PUBLIC, "application data");
    }
    if (isAhead(message.content().epoch())) {
      return early(message.content().epoch(), bytes, from);
    }
    var opener = new HandshakeOpener(engine, state, lent, now);
    if (!isCurrent(message.content().epoch())) {
      return opener.late(message, past(message.content().epoch()));
    }
    requireGoingOn();
    boolean byMember = message.content().sender() instanceof Sender.Member;
    if (byMember && !state.settings().handshakes().acceptsPublic()) {
      throw new RefusedException(
          ReceptionRule.ENVELOPE, "a public handshake in a group of private ones");
    }
    return opener.open(message);
  }

  private Outcome fromPrivate(PrivateMessage message, Bytes bytes, Bytes from) {
    requireHere(message.groupId());
    if (isAhead(message.epoch())) {
      return early(message.epoch(), bytes, from);
    }
    boolean handshake = message.contentType() != ContentType.APPLICATION;
    var opener =
        new PrivateOpener(
            crypto,
            state,
            isCurrent(message.epoch()) ? Optional.empty() : Optional.of(past(message.epoch())));
    if (handshake && !isCurrent(message.epoch())) {
      return opener.late(message);
    }
    if (handshake) {
      requireGoingOn();
    }
    if (handshake && !state.settings().handshakes().acceptsPrivate()) {
      throw new RefusedException(
          ReceptionRule.ENVELOPE, "a private handshake in a group of public ones");
    }
    return opener.open(message, new HandshakeOpener(engine, state, lent, now));
  }

  Outcome retry(Bytes reference) {
    Optional<Early> early = state.early().find(reference);
    if (early.isPresent()) {
      if (isAhead(early.get().epoch())) {
        throw ahead(early.get().epoch(), "not yet");
      }
      return again(early.get());
    }
    return new HandshakeOpener(engine, state, lent, now)
        .retry(
            state
                .held()
                .find(reference)
                .orElseThrow(
                    () -> new RefusedException(CommitRule.HELD_COMMIT_UNKNOWN, reference.toHex())));
  }

  private boolean isCurrent(Epoch epoch) {
    return epoch.equals(state.epoch().number());
  }

  private PastEpoch past(Epoch epoch) {
    return state
        .past()
        .find(epoch)
        .orElseThrow(
            () ->
                new RefusedException(
                    ReceptionRule.EPOCH_GONE,
                    "epoch " + epoch + " in epoch " + state.epoch().number()));
  }

  private void requireGoingOn() {
    if (state.epoch().reInit().isPresent()) {
      throw new RefusedException(ApplicationRule.REINITIALISED, "a handshake after the last one");
    }
  }

  private void requireHere(GroupId group) {
    if (!group.equals(state.epoch().context().groupId())) {
      throw new RefusedException(FramingRule.GROUP, "a message of another group");
    }
  }

  private boolean isAhead(Epoch epoch) {
    return state.epoch().number().isBefore(epoch);
  }

  /// Keeps what cannot be read yet, if there is room.
  private Outcome early(Epoch epoch, Bytes message, Bytes from) {
    Waiting limits = state.settings().waiting();
    if (state.epoch().reInit().isPresent()) {
      throw ahead(epoch, "none follows");
    }
    if (!EarlyMessages.isNear(epoch, state.epoch().number(), limits)) {
      throw ahead(epoch, "further than messages are kept for");
    }
    Early fresh = Early.of(crypto, state.early().nextOrder(), from, message);
    return waiting(
        fresh,
        state.withEarly(
            state
                .early()
                .admit(fresh, limits)
                .orElseThrow(() -> ahead(epoch, "no room to keep it"))));
  }

  private static Outcome waiting(Early one, GroupState with) {
    return new Outcome.Released(
        with,
        StateDelta.NONE,
        delta -> new Incoming.MessageEarly(one.reference(), one.epoch(), delta));
  }

  /// An early message whose time has come. It is not kept any longer, whatever becomes of it.
  private Outcome again(Early one) {
    GroupState rest = state.withEarly(state.early().without(one::equals));
    try {
      return new Receiver(engine, rest, lent, now).judge(one.bytes(), one.from());
    } catch (CoterieException refused) {
      return new Outcome.Refused(rest, StateDelta.NONE, refused);
    }
  }

  private RefusedException ahead(Epoch epoch, String why) {
    return new RefusedException(
        ReceptionRule.EPOCH_AHEAD,
        "epoch " + epoch + " in epoch " + state.epoch().number() + ": " + why);
  }
}

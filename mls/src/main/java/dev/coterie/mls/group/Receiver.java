package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SuiteCrypto;
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

  Outcome receive(Bytes message) {
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
      case PublicMessage it -> fromPublic(it);
      case PrivateMessage it -> fromPrivate(it);
      case Welcome _, GroupInfo _, KeyPackage _ ->
          throw new RefusedException(
              ReceptionRule.NOT_FOR_MEMBERS, "neither a public nor a private message");
    };
  }

  private Outcome fromPublic(PublicMessage message) {
    requireHere(message.content().groupId());
    if (message.content().content().contentType() == ContentType.APPLICATION) {
      throw new RefusedException(FramingRule.APPLICATION_IN_PUBLIC, "application data");
    }
    requireNotAhead(message.content().epoch());
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

  private Outcome fromPrivate(PrivateMessage message) {
    requireHere(message.groupId());
    requireNotAhead(message.epoch());
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

  private void requireNotAhead(Epoch epoch) {
    if (state.epoch().number().isBefore(epoch)) {
      throw new RefusedException(
          ReceptionRule.EPOCH_AHEAD, "epoch " + epoch + " in epoch " + state.epoch().number());
    }
  }
}

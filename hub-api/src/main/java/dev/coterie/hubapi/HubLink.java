package dev.coterie.hubapi;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What a client can ask of a hub, as one identity. Calls block: make them on virtual threads, from
/// as many as you like. Whether and when the transport is connected is the link's own affair; a
/// call that finds it broken tries to mend it within the link's time limit.
///
/// Every call throws [RefusedException] with a [HubRule] where the hub refuses, and
/// [UnavailableException] where it cannot be reached or did not answer: then the call may or may
/// not have had its effect, and the same call again is safe (appends and [#createGroup] find what
/// they did before; a claim may cost a key package).
public interface HubLink extends AutoCloseable {
  /// Who this link acts for.
  HubIdentity identity();

  /// What the hub takes. May connect.
  HubLimits limits();

  /// Gives the hub key packages to hand out, all or none; already known ones are passed over.
  ///
  /// @return the stock for the cipher suite of the last one
  KeyPackageStock publishKeyPackages(List<KeyPackageOffer> offers);

  /// Takes a key package of somebody. Compare its signature key with the owner's fingerprint.
  Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int cipherSuite);

  /// How many of this identity's own key packages are left.
  KeyPackageStock countKeyPackages(int cipherSuite);

  /// Makes a group with this identity alone on the roster.
  CreatedGroup createGroup(HubGroupId group);

  /// Appends a handshake; see [GroupLog].
  AppendResult append(HandshakeAppend append);

  /// Appends an application message; see [GroupLog].
  AppendResult append(ApplicationAppend append);

  /// Reads what this identity may see of a log, from a sequence on. With a sequence beyond the end,
  /// only the head comes.
  ///
  /// @param maxBytes of payloads; the hub may give less, and gives one record whatever its size
  LogPage readLog(HubGroupId group, long fromSequence, int maxBytes);

  /// The oldest mail after an id (0 for all).
  List<MailItem> fetchMail(long afterId, int maxBytes);

  /// Drops mail for good: only after what it brought is durable here.
  void acknowledgeMail(Set<Long> ids);

  /// Opens the live session; one at a time. The listener is called by one thread, one event after
  /// the other; while it works, the hub waits, and in the end drops the session as too slow (then:
  /// `Disconnected`, `Connected`). A listener that throws ends the session.
  LiveSession subscribe(Consumer<LiveEvent> listener);

  /// Opens the live media of a group: what is sent there now by its members, and nothing of before.
  /// Returns at once; a refusal comes as [MediaEvent.Ended]. The listener is called by one thread,
  /// one event after the other, and must not block for long: a reader that does not keep up loses
  /// frames, and its session for a while. A listener that throws ends the session.
  MediaSession openMedia(HubGroupId group, Consumer<MediaEvent> listener);

  /// Ends the sessions and the connection.
  @Override
  void close();

  /// A live session. Outlives connections.
  interface LiveSession extends AutoCloseable {
    /// Follows a group from now on. Returns at once; a refusal comes as [LiveEvent.Ended].
    void watch(HubGroupId group);

    /// Follows a group no more.
    void unwatch(HubGroupId group);

    @Override
    void close();
  }
}

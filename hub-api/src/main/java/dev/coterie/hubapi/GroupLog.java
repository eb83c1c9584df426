package dev.coterie.hubapi;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;

/// The logs of all groups, and their rosters. Calls may come from any thread; each is atomic, and
/// what it answers is durable. The identity in the first argument has been proved by the caller.
///
/// Every method throws [RefusedException] with a [HubRule] for a request that is not allowed, and
/// [UnavailableException] where the store fails; then nothing has changed, or, after a failed
/// commit, nobody was told that it had.
public interface GroupLog {
  /// Makes a group whose roster is its founder alone.
  CreatedGroup create(Fingerprint founder, HubGroupId group);

  /// Appends a handshake if the group's last handshake is the expected one, with its roster changes
  /// and welcomes.
  AppendResult append(Fingerprint sender, HandshakeAppend append);

  /// Appends an application message.
  AppendResult append(Fingerprint sender, ApplicationAppend append);

  /// What the reader may see from a sequence on.
  ///
  /// @param maxBytes of payloads; one record comes whatever its size
  LogPage read(Fingerprint reader, HubGroupId group, long fromSequence, int maxBytes);

  /// The end of the log for a member that is on the roster now.
  LogHead head(Fingerprint member, HubGroupId group);
}

package dev.coterie.client.group;

import dev.coterie.crypto.Secret;
import dev.coterie.gap.CallReservation;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.Epoch;
import dev.coterie.sframe.media.MediaEpoch;
import java.util.List;
import java.util.Optional;

/// What a call has to know of an epoch of its group. Whoever gets it owns the key, and closes it.
///
/// @param epoch its number
/// @param leafCount leaves of its tree, blank ones counted
/// @param begun what the commit did that began it
/// @param members who is in it, by leaf, ourselves among them
/// @param baseKey what the group exports for media in this epoch
/// @param reserved what became durable together with the epoch, unless the call had begun later
public record MediaTurn(
    Epoch epoch,
    int leafCount,
    MediaEpoch.Begun begun,
    List<Member> members,
    Secret baseKey,
    Optional<CallReservation> reserved)
    implements AutoCloseable {
  public MediaTurn {
    members = List.copyOf(members);
  }

  /// Wipes the key.
  @Override
  public void close() {
    baseKey.close();
  }

  @Override
  public String toString() {
    return "MediaTurn[epoch " + epoch + ", " + members.size() + " members]";
  }
}

package dev.coterie.mls.group;

import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.util.List;
import java.util.Optional;

/// What those outside a group may do to it (RFC 9420 §12.1.8, §12.4.3.2). Asked once signatures
/// hold. Every member must give the same answer, or the group splits; and it must not call back
/// into the group.
public interface OutsiderPolicy {
  /// Whether a listed external sender may propose this.
  boolean mayPropose(ExternalSender sender, Proposal proposal);

  /// Whether somebody may ask to be added.
  boolean mayAsk(KeyPackage keyPackage);

  /// Whether somebody may add itself.
  boolean mayEnter(Entrant entrant);

  /// Somebody who adds itself by a commit.
  ///
  /// @param credential who it says it is
  /// @param replaces the member whose place it takes, if it comes back; the credential service was
  ///   asked whether it is a successor
  /// @param psks pre-shared keys that it proved to have, once the commit is accepted
  record Entrant(Credential credential, Optional<Member> replaces, List<PreSharedKeyId> psks) {
    /// Copies the list.
    public Entrant {
      psks = List.copyOf(psks);
    }
  }

  /// Nothing comes from outside: the default.
  static OutsiderPolicy closed() {
    return Doors.CLOSED;
  }

  /// Members that lost their place come back by themselves; otherwise nothing comes from outside.
  static OutsiderPolicy returning() {
    return Doors.RETURNING;
  }

  /// Whoever has the group info comes in, and whoever is listed or asks may propose.
  static OutsiderPolicy open() {
    return Doors.OPEN;
  }
}

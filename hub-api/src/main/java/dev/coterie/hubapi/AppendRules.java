package dev.coterie.hubapi;

import dev.coterie.codec.RefusedException;
import java.util.function.Predicate;

/// The checks that every store makes before it appends.
public final class AppendRules {
  private AppendRules() {}

  /// Checks the sizes of a handshake.
  public static void checkSize(HandshakeAppend append, HubLimits limits) {
    if (append.payload().size() > limits.handshakeBytes() || append.size() > limits.appendBytes()) {
      throw tooLarge(append.size());
    }
  }

  /// Checks the size of an application message.
  public static void checkSize(ApplicationAppend append, HubLimits limits) {
    if (append.payload().size() > limits.applicationBytes()) {
      throw tooLarge(append.payload().size());
    }
  }

  /// Checks that a roster change and a welcome fit the roster.
  ///
  /// @param onRoster who is on it before the change
  /// @param rosterSize how many are
  public static void checkRoster(
      Fingerprint sender,
      HandshakeAppend append,
      Predicate<Fingerprint> onRoster,
      int rosterSize,
      HubLimits limits) {
    var change = append.roster();
    for (var removed : change.removed()) {
      if (removed.equals(sender) && !change.added().contains(sender)) {
        throw refused(HubRule.ROSTER_CHANGE_INVALID, "nobody removes itself");
      }
      if (!onRoster.test(removed)) {
        throw refused(HubRule.ROSTER_CHANGE_INVALID, "removes who is not on the roster");
      }
    }
    for (var added : change.added()) {
      if (!change.removed().contains(added) && onRoster.test(added)) {
        throw refused(HubRule.ROSTER_CHANGE_INVALID, "adds who is on the roster");
      }
    }
    if (append.welcome().isPresent()
        && !change.added().containsAll(append.welcome().get().recipients())) {
      throw refused(HubRule.ROSTER_CHANGE_INVALID, "welcomes who is not added");
    }
    long after = (long) rosterSize - change.removed().size() + change.added().size();
    if (after > limits.roster()) {
      throw refused(HubRule.ROSTER_FULL, after + " members");
    }
  }

  private static RefusedException tooLarge(long size) {
    return refused(HubRule.MESSAGE_TOO_LARGE, size + " octets");
  }

  private static RefusedException refused(HubRule rule, String detail) {
    return new RefusedException(rule, detail);
  }
}

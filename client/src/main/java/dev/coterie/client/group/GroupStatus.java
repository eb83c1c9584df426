package dev.coterie.client.group;

import dev.coterie.codec.WireReader;
import java.util.Optional;

/// Where a group stands.
public enum GroupStatus {
  /// It exists here and not yet at the hub.
  FOUNDING(1),
  /// It works.
  ACTIVE(2),
  /// It works, and we asked to be removed.
  LEAVING(3),
  /// We are no member any more; what we read stays.
  REMOVED(4),
  /// Two members' logs contradict each other: we read on where we can, and send nothing.
  FORKED(5),
  /// Our store is an old copy: we send nothing.
  BEHIND(6),
  /// A commit that only we may be unable to open: we go no further than the epoch before it.
  BLOCKED(7),
  /// Records of the log are not to be had: what followed on them cannot be processed.
  MISSED(8),
  /// What is stored about the group cannot be read.
  LOST(9),
  /// Nobody could follow it, and another group took its place; what we read stays.
  REPLACED(16),
  /// It took another group's place, and so did a group that counts more: we only read on.
  SUPERSEDED(17);

  private final int code;

  GroupStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// Whether messages and commits may leave.
  public boolean sends() {
    return this == ACTIVE || this == LEAVING;
  }

  /// Why nothing may be said, if that is so. Who asked to be removed may finish what is under way.
  Optional<ClientRule> silence() {
    return switch (this) {
      case FOUNDING, ACTIVE, LEAVING -> Optional.empty();
      case REMOVED -> Optional.of(ClientRule.NOT_A_MEMBER);
      case FORKED -> Optional.of(ClientRule.FORK_SUSPECTED);
      case BEHIND -> Optional.of(ClientRule.STORE_BEHIND_LOG);
      case BLOCKED -> Optional.of(ClientRule.GROUP_BLOCKED);
      case MISSED -> Optional.of(ClientRule.LOG_INCOMPLETE);
      case LOST -> Optional.of(ClientRule.STATE_LOST);
      case REPLACED, SUPERSEDED -> Optional.of(ClientRule.GROUP_REPLACED);
    };
  }

  /// Whether the log is read. Who is stuck reads what leads back, and nothing else.
  public boolean reads() {
    return this != REMOVED && this != REPLACED;
  }

  static GroupStatus read(WireReader in) {
    int code = in.uint8("status");
    for (GroupStatus each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw in.malformed("status", "no such status");
  }
}

package dev.coterie.gbp;

import java.util.Arrays;
import java.util.Optional;

/// Why a member cannot follow its group any more. `docs/gbp2.md` §9.
public enum ReturnReason {
  /// Records of the log are not to be had.
  MISSED(1),
  /// What it had stored about the group cannot be read.
  LOST(2),
  /// It works on an old copy of its store.
  BEHIND(3),
  /// It cannot open a commit that others may be able to open.
  BLOCKED(4),
  /// A member's log position contradicts its own log.
  FORKED(5);

  private final int code;

  ReturnReason(int code) {
    this.code = code;
  }

  /// The number that stands for it on the wire and on disk.
  public int code() {
    return code;
  }

  /// The reason of a number.
  public static Optional<ReturnReason> of(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
  }
}

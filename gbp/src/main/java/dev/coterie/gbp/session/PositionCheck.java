package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.LogPosition;
import java.util.Optional;

/// Compares a claimed log position with our own log. `docs/gbp2.md` §5.
sealed interface PositionCheck {
  /// Same log up to there.
  record Agrees() implements PositionCheck {}

  /// We cannot tell.
  record Unknown() implements PositionCheck {}

  /// The logs differ, or the claim is false.
  record Contradicts(Optional<Bytes> own) implements PositionCheck {}

  static PositionCheck of(LogPosition claimed, LogPosition at, GroupView view) {
    if (claimed.sequence() >= at.sequence()) {
      return new Contradicts(Optional.empty());
    }
    var own = view.headAt(claimed.sequence());
    if (own.isEmpty()) {
      return new Unknown();
    }
    return own.get().equals(claimed.head()) ? new Agrees() : new Contradicts(own);
  }
}

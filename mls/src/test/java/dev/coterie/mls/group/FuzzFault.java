package dev.coterie.mls.group;

/// What can go wrong with a message, or with whoever gets it.
enum FuzzFault {
  /// Nothing: delivered once, in its epoch.
  NONE,
  /// One bit differs.
  MUTATED,
  /// The end is missing.
  TRUNCATED,
  /// Something follows it.
  EXTENDED,
  /// The same seat has had it before.
  DOUBLED,
  /// Its epoch is over.
  LATE,
  /// Its epoch has not come yet.
  AHEAD,
  /// Its epoch is on another branch of the group.
  FORKED,
  /// Its sender has said something before it that has not arrived.
  OUT_OF_ORDER,
  /// It never arrives.
  DROPPED,
  /// It belongs to another group.
  CROSS_GROUP,
  /// It was delivered in its epoch, and comes again in a later one.
  REPLAYED_LATER,
  /// A member made it that knows the rules and breaks one.
  FORGED,
  /// It is no message for members.
  WRONG_KIND,
  /// Whoever gets it was removed.
  TO_REMOVED,
  /// A commit, while another of the same epoch is under way.
  CONFLICTING,
  /// Whoever has to act has just come back from its stored rows.
  RESTARTED,
  /// Something was done and lost with the process before it was stored.
  CRASHED
}

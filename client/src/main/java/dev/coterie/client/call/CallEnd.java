package dev.coterie.client.call;

/// Why a call is over.
public enum CallEnd {
  /// We closed it, or the client.
  CLOSED,
  /// A commit removed us from the group.
  REMOVED,
  /// The hub says that we are no member, and shows no commit that removed us.
  ACCESS_LOST,
  /// Members see different logs, or the hub left out records, so nobody can be sure who is
  /// listening.
  FORKED,
  /// The store turned out to be an old copy, which must not send.
  STORE_RESTORED,
  /// A commit stands in the log that we cannot process: there are no keys for us from there on.
  BLOCKED,
  /// The hub refuses us live media for another reason.
  REFUSED_BY_HUB
}

package dev.coterie.hubapi;

/// What a live session tells. Everything here is a hint that arrives at most once; the log and the
/// mailbox hold the truth.
public sealed interface LiveEvent {
  /// The session stands, for the first time or again, and follows all watched groups. Whatever
  /// happened before was not told: read each log from the cursor, and the mailbox.
  record Connected() implements LiveEvent {}

  /// The session broke; the link makes a new one by itself.
  record Disconnected(String why) implements LiveEvent {}

  /// A record of a watched group, in the order of its log. Your own come too.
  record Arrived(LogRecord record) implements LiveEvent {}

  /// The log has records up to this head that are not pushed: the answer to each watch, and what
  /// comes instead of a record too large to be pushed. Read them.
  record HeadMoved(HubGroupId group, LogHead head) implements LiveEvent {}

  /// Nothing more of this group will be told.
  record Ended(HubGroupId group, HubRule why) implements LiveEvent {}

  /// There is mail to fetch.
  record MailWaiting() implements LiveEvent {}

  /// Few key packages are left: publish more.
  record StockLow(int cipherSuite, KeyPackageStock stock) implements LiveEvent {}
}

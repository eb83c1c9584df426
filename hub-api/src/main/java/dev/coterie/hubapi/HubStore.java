package dev.coterie.hubapi;

/// All that a hub keeps, in one transactional whole.
public interface HubStore extends GroupLog, Mailbox, KeyPackageDirectory, AutoCloseable {
  /// Who is told of appends from now on; one at a time.
  void onCommit(LiveFanout fanout);

  /// Lets what is under way finish, and closes.
  @Override
  void close();
}

package dev.coterie.client;

/// A listener's place in the journal. Closing it ends the delivery after the event under way, if
/// any.
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}

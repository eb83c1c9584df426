package dev.coterie.mls.schedule;

/// The key for our own next message.
///
/// @param generation which one it is
/// @param key good for one message
/// @param rows not empty if a range of generations was reserved: durable before the message leaves
public record SendingKey(long generation, MessageKey key, Rows rows) implements AutoCloseable {
  @Override
  public void close() {
    key.close();
  }
}

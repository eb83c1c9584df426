package dev.coterie.mls.schedule;

/// The key for our own next message.
///
/// Its rows must be durable before the message leaves. Until somebody is known to store them the
/// tree counts them as owed, and hands them out again with whatever comes next: a commit that is
/// sealed and then dropped takes nothing with it.
public final class SendingKey implements AutoCloseable {
  private final SecretTree tree;
  private final long generation;
  private final MessageKey key;
  private final Rows rows;

  SendingKey(SecretTree tree, long generation, MessageKey key, Rows rows) {
    this.tree = tree;
    this.generation = generation;
    this.key = key;
    this.rows = rows;
  }

  /// Which generation it is.
  public long generation() {
    return generation;
  }

  /// The key, good for one message.
  public MessageKey key() {
    return key;
  }

  /// What to store before the message leaves; empty within a reserved range that is stored.
  public Rows rows() {
    return rows;
  }

  /// The message exists and will not be dropped: from here on its sender answers for the rows.
  public void handOver() {
    tree.settle(rows);
  }

  @Override
  public void close() {
    key.close();
  }
}

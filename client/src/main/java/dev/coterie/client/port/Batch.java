package dev.coterie.client.port;

import dev.coterie.codec.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Changes that become durable together or not at all, applied in order: a later change of the same
/// row wins. A batch is built by one thread and then handed over.
public final class Batch {
  private final List<Change> changes = new ArrayList<>();

  /// An empty batch.
  public Batch() {}

  /// Adds a write.
  public Batch put(Table table, Bytes key, Bytes value) {
    changes.add(new Change.Put(table, key, value));
    return this;
  }

  /// Adds a removal.
  public Batch delete(Table table, Bytes key) {
    changes.add(new Change.Delete(table, key));
    return this;
  }

  /// Adds the removal of a range.
  public Batch deleteAll(Table table, Bytes prefix) {
    changes.add(new Change.DeleteAll(table, prefix));
    return this;
  }

  /// Adds everything from another batch, behind what is here.
  public Batch append(Batch other) {
    changes.addAll(other.changes);
    return this;
  }

  /// Adds changes in the order given.
  public Batch append(Collection<? extends Change> more) {
    changes.addAll(more);
    return this;
  }

  /// What to do, in order.
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /// How many changes there are.
  public int size() {
    return changes.size();
  }

  @Override
  public String toString() {
    return "Batch[" + changes.size() + " changes]";
  }
}

package dev.coterie.mls.schedule;

import dev.coterie.mls.message.LeafIndex;
import java.util.Optional;

/// A key to try on a received message, derived beside the tree: closing it leaves no trace, while
/// [SecretTree#consume] makes the tree move on. Good until the tree changes.
public final class Opening implements AutoCloseable {
  private final long version;
  private final LeafIndex leaf;
  private final RatchetKind kind;
  private final long generation;
  private final MessageKey key;
  private final Plan plan;
  private boolean done;

  Opening(
      long version, LeafIndex leaf, RatchetKind kind, long generation, MessageKey key, Plan plan) {
    this.version = version;
    this.leaf = leaf;
    this.kind = kind;
    this.generation = generation;
    this.key = key;
    this.plan = plan;
  }

  /// How the tree would change.
  sealed interface Plan {
    /// A key that was passed over is taken out.
    record TakeSkipped() implements Plan {}

    /// The ratchet moves on; if the member was not heard before, its ratchets begin.
    record MoveOn(Optional<FirstWords> first, Ratchet.Advance advance) implements Plan {}
  }

  /// A member's ratchets at their beginning.
  record FirstWords(TreeSecrets.Descent descent, Ratchet handshake, Ratchet application) {
    Ratchet of(RatchetKind kind) {
      return switch (kind) {
        case HANDSHAKE -> handshake;
        case APPLICATION -> application;
      };
    }

    void close() {
      descent.close();
      handshake.close();
      application.close();
    }
  }

  /// The key to try.
  public MessageKey key() {
    return key;
  }

  /// Whose key it is.
  public LeafIndex leaf() {
    return leaf;
  }

  /// Which generation it is.
  public long generation() {
    return generation;
  }

  RatchetKind kind() {
    return kind;
  }

  Plan takePlan(long currentVersion) {
    if (done || version != currentVersion) {
      throw new IllegalStateException("this opening is spent, or the tree has changed");
    }
    done = true;
    return plan;
  }

  /// Wipes the key, and the plan unless the tree took it up.
  @Override
  public void close() {
    key.close();
    if (!done && plan instanceof Plan.MoveOn(var first, var advance)) {
      advance.close();
      first.ifPresent(FirstWords::close);
    }
    done = true;
  }
}

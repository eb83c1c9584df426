package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.ParentNode;
import org.jspecify.annotations.Nullable;

/// A perfect subtree of a ratchet tree, shared by every tree that contains it unchanged. It does
/// not know where it stands: who walks down keeps count.
///
/// Immutable but for what it remembers once computed (its tree hash, the halves of a blank
/// subtree). Both are functions of the contents and of the one place where the subtree stands, so a
/// race between threads computes them twice at worst.
abstract sealed class Subtree {
  private @Nullable Bytes hash;

  /// Levels above the leaves.
  abstract int height();

  /// Leaves that are not blank.
  abstract int members();

  /// Whether every node is blank. Blank subtrees are always [Vacant].
  boolean isVacant() {
    return this instanceof Vacant;
  }

  boolean isFull() {
    return members() == 1 << height();
  }

  /// The tree hash, if it was computed before.
  @Nullable Bytes rememberedHash() {
    return hash;
  }

  void rememberHash(Bytes computed) {
    hash = computed;
  }

  /// A leaf with a member.
  static final class Occupied extends Subtree {
    private final LeafNode leaf;

    Occupied(LeafNode leaf) {
      this.leaf = leaf;
    }

    LeafNode leaf() {
      return leaf;
    }

    @Override
    int height() {
      return 0;
    }

    @Override
    int members() {
      return 1;
    }
  }

  /// What has two halves.
  abstract static sealed class Halved extends Subtree {
    abstract Subtree left();

    abstract Subtree right();

    abstract @Nullable ParentNode parent();
  }

  /// A parent, blank or not, above something that is not blank, or a parent that is not blank
  /// itself.
  static final class Fork extends Halved {
    private final @Nullable ParentNode parent;
    private final Subtree left;
    private final Subtree right;
    private final int height;
    private final int members;

    private Fork(@Nullable ParentNode parent, Subtree left, Subtree right) {
      this.parent = parent;
      this.left = left;
      this.right = right;
      this.height = left.height() + 1;
      this.members = left.members() + right.members();
    }

    @Override
    Subtree left() {
      return left;
    }

    @Override
    Subtree right() {
      return right;
    }

    @Override
    @Nullable ParentNode parent() {
      return parent;
    }

    @Override
    int height() {
      return height;
    }

    @Override
    int members() {
      return members;
    }
  }

  /// A blank leaf, or a parent with nothing but blanks below. Its halves are made when somebody
  /// needs them.
  static final class Vacant extends Halved {
    private final int height;
    private @Nullable Subtree left;
    private @Nullable Subtree right;

    Vacant(int height) {
      this.height = height;
    }

    private Vacant(Subtree left, Subtree right) {
      this.height = left.height() + 1;
      this.left = left;
      this.right = right;
    }

    @Override
    int height() {
      return height;
    }

    @Override
    int members() {
      return 0;
    }

    @Override
    Subtree left() {
      Subtree known = left;
      if (known == null) {
        known = new Vacant(below());
        left = known;
      }
      return known;
    }

    @Override
    Subtree right() {
      Subtree known = right;
      if (known == null) {
        known = new Vacant(below());
        right = known;
      }
      return known;
    }

    @Override
    @Nullable ParentNode parent() {
      return null;
    }

    private int below() {
      if (height == 0) {
        throw new IllegalStateException("a leaf has no halves");
      }
      return height - 1;
    }
  }

  /// The subtree of a parent, or of a blank, over two halves of one height.
  static Subtree over(@Nullable ParentNode parent, Subtree left, Subtree right) {
    return parent == null && left.isVacant() && right.isVacant()
        ? new Vacant(left, right)
        : new Fork(parent, left, right);
  }
}

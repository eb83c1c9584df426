package dev.coterie.mls.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An immutable sorted map that shares structure with the maps it was made from: an AVL tree with
/// copied paths. Ordered rather than hashed, because members choose the keys and could make hashes
/// collide. A change costs O(log n) time and objects; the depth of recursion is at most 1.45 log n.
final class PersistentMap<K extends Comparable<K>, V> {
  private record Node<K, V>(
      K key,
      V value,
      @Nullable Node<K, V> left,
      @Nullable Node<K, V> right,
      int height,
      int size) {}

  private final @Nullable Node<K, V> root;

  private PersistentMap(@Nullable Node<K, V> root) {
    this.root = root;
  }

  static <K extends Comparable<K>, V> PersistentMap<K, V> empty() {
    return new PersistentMap<>(null);
  }

  /// All entries of a sorted map at once, in linear time.
  static <K extends Comparable<K>, V> PersistentMap<K, V> copyOf(
      SortedMap<K, V> source, TreeMeter meter) {
    meter.add(TreeMeter.Cost.INDEX_NODES, source.size());
    return new PersistentMap<>(balanced(new ArrayList<>(source.entrySet()), 0, source.size()));
  }

  private static <K, V> @Nullable Node<K, V> balanced(
      List<Map.Entry<K, V>> entries, int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) >>> 1;
    Map.Entry<K, V> entry = entries.get(middle);
    return node(
        entry.getKey(),
        entry.getValue(),
        balanced(entries, from, middle),
        balanced(entries, middle + 1, to));
  }

  int size() {
    return size(root);
  }

  Optional<V> get(K key) {
    Node<K, V> at = root;
    while (at != null) {
      int order = key.compareTo(at.key);
      if (order == 0) {
        return Optional.of(at.value);
      }
      at = order < 0 ? at.left : at.right;
    }
    return Optional.empty();
  }

  /// The least key that is not less than `key`.
  Optional<K> ceiling(K key) {
    Node<K, V> at = root;
    Node<K, V> best = null;
    while (at != null) {
      if (key.compareTo(at.key) <= 0) {
        best = at;
        at = at.left;
      } else {
        at = at.right;
      }
    }
    return Optional.ofNullable(best).map(Node::key);
  }

  /// This map with one entry added or replaced.
  PersistentMap<K, V> with(K key, V value, TreeMeter meter) {
    Edit<K, V> edit = new Edit<>(key);
    Node<K, V> changed = edit.put(root, value);
    meter.add(TreeMeter.Cost.INDEX_NODES, edit.made);
    return new PersistentMap<>(changed);
  }

  /// This map without `key`, which need not be there.
  PersistentMap<K, V> without(K key, TreeMeter meter) {
    if (get(key).isEmpty()) {
      return this;
    }
    Edit<K, V> edit = new Edit<>(key);
    Node<K, V> changed = edit.remove(root);
    meter.add(TreeMeter.Cost.INDEX_NODES, edit.made);
    return new PersistentMap<>(changed);
  }

  /// Calls `action` for every entry, in order.
  void forEach(BiConsumer<K, V> action) {
    forEach(root, action);
  }

  private static <K, V> void forEach(@Nullable Node<K, V> at, BiConsumer<K, V> action) {
    if (at != null) {
      forEach(at.left, action);
      action.accept(at.key, at.value);
      forEach(at.right, action);
    }
  }

  /// Whether order, balance and counts are as they should be; for tests.
  boolean isSound() {
    List<K> keys = new ArrayList<>();
    forEach((key, value) -> keys.add(key));
    for (int i = 1; i < keys.size(); i++) {
      if (keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
        return false;
      }
    }
    return keys.size() == size() && isBalanced(root);
  }

  private static boolean isBalanced(@Nullable Node<?, ?> at) {
    return at == null
        || (Math.abs(height(at.left) - height(at.right)) <= 1
            && at.height == 1 + Math.max(height(at.left), height(at.right))
            && isBalanced(at.left)
            && isBalanced(at.right));
  }

  private static int height(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.height;
  }

  private static int size(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }

  private static <K, V> Node<K, V> node(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return new Node<>(
        key,
        value,
        left,
        right,
        1 + Math.max(height(left), height(right)),
        1 + size(left) + size(right));
  }

  /// One change on its way down and back up.
  private static final class Edit<K extends Comparable<K>, V> {
    private final K key;
    private long made;

    private Edit(K key) {
      this.key = key;
    }

    Node<K, V> put(@Nullable Node<K, V> at, V value) {
      if (at == null) {
        return made(key, value, null, null);
      }
      int order = key.compareTo(at.key);
      if (order == 0) {
        return made(key, value, at.left, at.right);
      }
      return order < 0
          ? join(at, put(at.left, value), at.right)
          : join(at, at.left, put(at.right, value));
    }

    @Nullable Node<K, V> remove(@Nullable Node<K, V> at) {
      if (at == null) {
        return null;
      }
      int order = key.compareTo(at.key);
      if (order < 0) {
        return join(at, remove(at.left), at.right);
      }
      if (order > 0) {
        return join(at, at.left, remove(at.right));
      }
      if (at.left == null) {
        return at.right;
      }
      return at.right == null ? at.left : join(least(at.right), at.left, withoutLeast(at.right));
    }

    private static <K, V> Node<K, V> least(Node<K, V> at) {
      Node<K, V> least = at;
      while (least.left != null) {
        least = least.left;
      }
      return least;
    }

    private @Nullable Node<K, V> withoutLeast(Node<K, V> at) {
      return at.left == null ? at.right : join(at, withoutLeast(at.left), at.right);
    }

    /// The entry of `middle` over two subtrees whose heights differ by at most two.
    private Node<K, V> join(
        Node<K, V> middle, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
      if (left != null && left.height > height(right) + 1) {
        return height(left.left) >= height(left.right)
            ? made(left, left.left, made(middle, left.right, right))
            : overInner(left, left.right, middle, left.left, right);
      }
      if (right != null && right.height > height(left) + 1) {
        return height(right.right) >= height(right.left)
            ? made(right, made(middle, left, right.left), right.right)
            : overInner(middle, right.left, right, left, right.right);
      }
      return made(middle, left, right);
    }

    /// Double rotation: `inner` rises between `low` and `high`.
    private Node<K, V> overInner(
        Node<K, V> low,
        @Nullable Node<K, V> inner,
        Node<K, V> high,
        @Nullable Node<K, V> left,
        @Nullable Node<K, V> right) {
      if (inner == null) {
        throw new IllegalStateException("the higher side of a node is empty");
      }
      return made(inner, made(low, left, inner.left), made(high, inner.right, right));
    }

    private Node<K, V> made(
        Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
      return made(entry.key, entry.value, left, right);
    }

    private Node<K, V> made(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
      made++;
      return node(key, value, left, right);
    }
  }
}

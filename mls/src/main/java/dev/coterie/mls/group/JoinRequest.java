package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import java.util.Optional;

/// By what a client joins a group that somebody added it to. Immutable; each call gives a new
/// request.
public final class JoinRequest {
  private final KeyPackageBundle bundle;
  private final Bytes welcome;
  private final Optional<Bytes> tree;
  private final PreSharedKeys keys;
  private final Optional<GroupView> old;

  private JoinRequest(
      KeyPackageBundle bundle,
      Bytes welcome,
      Optional<Bytes> tree,
      PreSharedKeys keys,
      Optional<GroupView> old) {
    this.bundle = bundle;
    this.welcome = welcome;
    this.tree = tree;
    this.keys = keys;
    this.old = old;
  }

  /// A welcome, and the key package that it was made for.
  ///
  /// @param welcome an MLSMessage
  public static JoinRequest of(KeyPackageBundle bundle, Bytes welcome) {
    return new JoinRequest(bundle, welcome, Optional.empty(), PreSharedKeys.NONE, Optional.empty());
  }

  /// The ratchet tree from beside the welcome; used if there is none inside.
  public JoinRequest tree(Bytes ratchetTree) {
    return new JoinRequest(bundle, welcome, Optional.of(ratchetTree), keys, old);
  }

  /// Lends pre-shared keys that the welcome could name.
  public JoinRequest keys(PreSharedKeys lent) {
    return new JoinRequest(bundle, welcome, tree, keys.with(lent), old);
  }

  /// The group must go on from this one: see [Succession].
  public JoinRequest continuing(GroupView before) {
    return new JoinRequest(bundle, welcome, tree, keys, Optional.of(before));
  }

  KeyPackageBundle bundle() {
    return bundle;
  }

  Bytes welcome() {
    return welcome;
  }

  Optional<Bytes> tree() {
    return tree;
  }

  PreSharedKeys keys() {
    return keys;
  }

  Optional<GroupView> old() {
    return old;
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a commit is to do. Immutable; each call gives a new request. Whatever it names goes into
/// the commit by value; proposals seen during the epoch go in by reference unless they are left
/// out.
public final class CommitRequest {
  /// Whether the commit renews the keys on our path where the protocol does not demand it.
  public enum PathPolicy {
    /// Always: every commit heals. The default.
    ALWAYS,
    /// Only if the proposals demand it: an Add alone is then small and quick.
    WHEN_NEEDED
  }

  /// What becomes of proposals that were received or sent during the epoch.
  public enum PendingPolicy {
    /// All valid ones are committed by reference. The default.
    INCLUDE,
    /// None is; they end with the epoch.
    LEAVE_OUT
  }

  private static final CommitRequest EMPTY =
      new CommitRequest(
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          PendingPolicy.INCLUDE,
          PathPolicy.ALWAYS,
          TreePlacement.INSIDE,
          Bytes.EMPTY);

  private final List<KeyPackage> added;
  private final List<LeafIndex> removed;
  private final Optional<List<Extension>> extensions;
  private final Optional<Identity> identity;
  private final PendingPolicy pending;
  private final PathPolicy path;
  private final TreePlacement tree;
  private final Bytes authenticatedData;

  private CommitRequest(
      List<KeyPackage> added,
      List<LeafIndex> removed,
      Optional<List<Extension>> extensions,
      Optional<Identity> identity,
      PendingPolicy pending,
      PathPolicy path,
      TreePlacement tree,
      Bytes authenticatedData) {
    this.added = added;
    this.removed = removed;
    this.extensions = extensions;
    this.identity = identity;
    this.pending = pending;
    this.path = path;
    this.tree = tree;
    this.authenticatedData = authenticatedData;
  }

  /// A commit that names nothing new.
  public static CommitRequest empty() {
    return EMPTY;
  }

  /// Adds whoever made these key packages, in this order, after those named before.
  public CommitRequest add(KeyPackage... packages) {
    return add(List.of(packages));
  }

  /// Adds whoever made these key packages, in this order, after those named before.
  public CommitRequest add(List<KeyPackage> packages) {
    return new CommitRequest(
        joined(added, packages),
        removed,
        extensions,
        identity,
        pending,
        path,
        tree,
        authenticatedData);
  }

  /// Removes the members at these leaves.
  public CommitRequest remove(LeafIndex... leaves) {
    return new CommitRequest(
        added,
        joined(removed, List.of(leaves)),
        extensions,
        identity,
        pending,
        path,
        tree,
        authenticatedData);
  }

  /// Renews our own keys: a path, whatever else the commit does.
  public CommitRequest update() {
    return path(PathPolicy.ALWAYS);
  }

  /// Renews our own keys and takes on another credential, signature key or set of supported
  /// extensions. After merging, the group signs with the new key: restore it with the new identity
  /// from then on.
  public CommitRequest identity(Identity fresh) {
    return new CommitRequest(
        added,
        removed,
        extensions,
        Optional.of(fresh),
        pending,
        PathPolicy.ALWAYS,
        tree,
        authenticatedData);
  }

  /// Replaces all extensions of the group context; an empty list clears them.
  public CommitRequest extensions(List<Extension> all) {
    return new CommitRequest(
        added,
        removed,
        Optional.of(List.copyOf(all)),
        identity,
        pending,
        path,
        tree,
        authenticatedData);
  }

  /// Commits what was proposed during the epoch; the default.
  public CommitRequest withPending() {
    return pending(PendingPolicy.INCLUDE);
  }

  /// Says what becomes of pending proposals.
  public CommitRequest pending(PendingPolicy policy) {
    return new CommitRequest(
        added, removed, extensions, identity, policy, path, tree, authenticatedData);
  }

  /// Says when our path is renewed.
  public CommitRequest path(PathPolicy policy) {
    return new CommitRequest(
        added, removed, extensions, identity, pending, policy, tree, authenticatedData);
  }

  /// Says where those who are added find the tree.
  public CommitRequest tree(TreePlacement placement) {
    return new CommitRequest(
        added, removed, extensions, identity, pending, path, placement, authenticatedData);
  }

  /// Puts bytes beside the commit that everybody who receives it can trust and read.
  public CommitRequest authenticatedData(Bytes data) {
    return new CommitRequest(added, removed, extensions, identity, pending, path, tree, data);
  }

  List<KeyPackage> added() {
    return added;
  }

  List<LeafIndex> removed() {
    return removed;
  }

  Optional<List<Extension>> extensions() {
    return extensions;
  }

  Optional<Identity> identity() {
    return identity;
  }

  PendingPolicy pending() {
    return pending;
  }

  PathPolicy path() {
    return path;
  }

  TreePlacement tree() {
    return tree;
  }

  Bytes authenticatedData() {
    return authenticatedData;
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}

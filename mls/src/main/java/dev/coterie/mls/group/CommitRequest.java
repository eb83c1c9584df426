package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ResumptionUsage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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

  private static final CommitRequest EMPTY = new CommitRequest();

  private List<KeyPackage> added = List.of();
  private List<LeafIndex> removed = List.of();
  private List<PreSharedKeyId.Source> psks = List.of();
  private PreSharedKeys keys = PreSharedKeys.NONE;
  private Optional<List<Extension>> extensions = Optional.empty();
  private Optional<Identity> identity = Optional.empty();
  private Optional<Proposal.ReInit> reInit = Optional.empty();
  private Optional<ResumptionUsage> link = Optional.empty();
  private PendingPolicy pending = PendingPolicy.INCLUDE;
  private Optional<Set<Bytes>> named = Optional.empty();
  private PathPolicy path = PathPolicy.ALWAYS;
  private TreePlacement tree = TreePlacement.INSIDE;
  private Bytes authenticatedData = Bytes.EMPTY;

  private CommitRequest() {}

  /// A copy that differs in something; nothing changes once it is handed out.
  private CommitRequest but(Consumer<CommitRequest> difference) {
    var copy = new CommitRequest();
    copy.added = added;
    copy.removed = removed;
    copy.psks = psks;
    copy.keys = keys;
    copy.extensions = extensions;
    copy.identity = identity;
    copy.reInit = reInit;
    copy.link = link;
    copy.pending = pending;
    copy.named = named;
    copy.path = path;
    copy.tree = tree;
    copy.authenticatedData = authenticatedData;
    difference.accept(copy);
    return copy;
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
    return but(copy -> copy.added = joined(added, packages));
  }

  /// Removes the members at these leaves.
  public CommitRequest remove(LeafIndex... leaves) {
    return but(copy -> copy.removed = joined(removed, List.of(leaves)));
  }

  /// Renews our own keys: a path, whatever else the commit does.
  public CommitRequest update() {
    return path(PathPolicy.ALWAYS);
  }

  /// Renews our own keys and takes on another credential, signature key or set of supported
  /// extensions. After merging, the group signs with the new key: restore it with the new identity
  /// from then on.
  public CommitRequest identity(Identity fresh) {
    return but(
        copy -> {
          copy.identity = Optional.of(fresh);
          copy.path = PathPolicy.ALWAYS;
        });
  }

  /// Replaces all extensions of the group context; an empty list clears them.
  public CommitRequest extensions(List<Extension> all) {
    return but(copy -> copy.extensions = Optional.of(List.copyOf(all)));
  }

  /// Ends the group, which is to go on under another id, version, suite or other extensions: see
  /// [Succession]. Nothing else can be in the commit; what others proposed is left out.
  public CommitRequest reInit(Proposal.ReInit next) {
    return but(copy -> copy.reInit = Optional.of(next));
  }

  /// Mixes in a pre-shared key, after those named before: every member, and everybody who is added,
  /// must have it. One name goes in once.
  ///
  /// @param name of a key among those of [#keys], or of an epoch of this group that is still kept
  public CommitRequest psk(PreSharedKeyId.Source name) {
    return but(copy -> copy.psks = joined(psks, List.of(name)).stream().distinct().toList());
  }

  /// Lends pre-shared keys: for [#psk], and for what others proposed.
  public CommitRequest keys(PreSharedKeys lent) {
    return but(copy -> copy.keys = keys.with(lent));
  }

  /// Commits what was proposed during the epoch; the default.
  public CommitRequest withPending() {
    return pending(PendingPolicy.INCLUDE);
  }

  /// Says what becomes of pending proposals.
  public CommitRequest pending(PendingPolicy policy) {
    return but(
        copy -> {
          copy.pending = policy;
          copy.named = Optional.empty();
        });
  }

  /// Commits these of what was proposed during the epoch, and leaves out the others. Which of them
  /// could not be taken, [StagedCommit#leftOut] tells.
  ///
  /// @param references among [GroupView#proposals]
  public CommitRequest pending(Collection<Bytes> references) {
    return but(
        copy -> {
          copy.pending = PendingPolicy.INCLUDE;
          copy.named = Optional.of(Set.copyOf(references));
        });
  }

  /// Says when our path is renewed.
  public CommitRequest path(PathPolicy policy) {
    return but(copy -> copy.path = policy);
  }

  /// Says where those who are added find the tree.
  public CommitRequest tree(TreePlacement placement) {
    return but(copy -> copy.tree = placement);
  }

  /// Puts bytes beside the commit that everybody who receives it can trust and read.
  public CommitRequest authenticatedData(Bytes data) {
    return but(copy -> copy.authenticatedData = data);
  }

  /// Links a new group to an old one, by a key of the old one that is mixed in first.
  CommitRequest link(ResumptionUsage usage, PreSharedKeyId.Source name) {
    return psk(name).but(copy -> copy.link = Optional.of(usage));
  }

  List<KeyPackage> added() {
    return added;
  }

  List<LeafIndex> removed() {
    return removed;
  }

  List<PreSharedKeyId.Source> psks() {
    return psks;
  }

  PreSharedKeys keys() {
    return keys;
  }

  Optional<List<Extension>> extensions() {
    return extensions;
  }

  Optional<Identity> identity() {
    return identity;
  }

  Optional<Proposal.ReInit> reInit() {
    return reInit;
  }

  Optional<ResumptionUsage> link() {
    return link;
  }

  PendingPolicy pending() {
    return pending;
  }

  Optional<Set<Bytes>> named() {
    return named;
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

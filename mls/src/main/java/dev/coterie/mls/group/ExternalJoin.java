package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How somebody outside a group is going to add itself. Immutable; each call gives another one. RFC
/// 9420 §12.4.3.2.
public final class ExternalJoin {
  /// Which leaf goes when we come in.
  sealed interface Former {
    /// None: we come for the first time.
    record None() implements Former {}

    /// The one with our signature key.
    record Ours() implements Former {}

    /// This one.
    record At(LeafIndex leaf) implements Former {}
  }

  private final Bytes groupInfo;
  private final Optional<Bytes> tree;
  private final Former former;
  private final List<PreSharedKeyId.Source> psks;
  private final PreSharedKeys keys;
  private final Bytes authenticatedData;

  private ExternalJoin(
      Bytes groupInfo,
      Optional<Bytes> tree,
      Former former,
      List<PreSharedKeyId.Source> psks,
      PreSharedKeys keys,
      Bytes authenticatedData) {
    this.groupInfo = groupInfo;
    this.tree = tree;
    this.former = former;
    this.psks = psks;
    this.keys = keys;
    this.authenticatedData = authenticatedData;
  }

  /// Joins by a member's word on the current epoch.
  ///
  /// @param groupInfo an MLSMessage, from [GroupView#groupInfo]
  public static ExternalJoin of(Bytes groupInfo) {
    return new ExternalJoin(
        groupInfo, Optional.empty(), new Former.None(), List.of(), PreSharedKeys.NONE, Bytes.EMPTY);
  }

  /// The ratchet tree from beside the group info; used if there is none inside.
  public ExternalJoin tree(Bytes ratchetTree) {
    return new ExternalJoin(
        groupInfo, Optional.of(ratchetTree), former, psks, keys, authenticatedData);
  }

  /// Comes back: removes the leaf that has our signature key.
  public ExternalJoin resync() {
    return new ExternalJoin(groupInfo, tree, new Former.Ours(), psks, keys, authenticatedData);
  }

  /// Comes back: removes our leaf of former days, whose signature key may have been another.
  public ExternalJoin resync(LeafIndex leaf) {
    return new ExternalJoin(groupInfo, tree, new Former.At(leaf), psks, keys, authenticatedData);
  }

  /// Mixes in a pre-shared key, for example one of an epoch that we were in.
  ///
  /// @param name of a key among those of [#keys]
  public ExternalJoin psk(PreSharedKeyId.Source name) {
    List<PreSharedKeyId.Source> more = new ArrayList<>(psks);
    more.add(name);
    return new ExternalJoin(
        groupInfo, tree, former, more.stream().distinct().toList(), keys, authenticatedData);
  }

  /// Lends pre-shared keys.
  public ExternalJoin keys(PreSharedKeys lent) {
    return new ExternalJoin(groupInfo, tree, former, psks, keys.with(lent), authenticatedData);
  }

  /// Puts bytes beside the commit that every member can trust and read.
  public ExternalJoin authenticatedData(Bytes data) {
    return new ExternalJoin(groupInfo, tree, former, psks, keys, data);
  }

  Bytes groupInfo() {
    return groupInfo;
  }

  Optional<Bytes> tree() {
    return tree;
  }

  Former former() {
    return former;
  }

  List<PreSharedKeyId.Source> psks() {
    return psks;
  }

  PreSharedKeys keys() {
    return keys;
  }

  Bytes authenticatedData() {
    return authenticatedData;
  }
}

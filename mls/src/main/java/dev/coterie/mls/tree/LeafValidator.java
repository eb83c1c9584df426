package dev.coterie.mls.tree;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.policy.LeafRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Judges leaves for one group under one set of group context extensions: the new ones, when a
/// commit brings any (RFC 9420 §7.3). Single leaves by the way they arrive; members among each
/// other by [#requireAgreement] on the tree after the commit. Credentials are judged elsewhere.
/// Immutable.
///
/// Every method returns normally or throws a [RefusedException] with a [LeafRule].
public final class LeafValidator {
  private final SuiteCrypto crypto;
  private final GroupId group;
  private final List<Extension> groupExtensions;
  private final Extension.RequiredCapabilities required;
  private final LifetimePolicy lifetimes;
  private final Instant now;

  private LeafValidator(
      SuiteCrypto crypto,
      GroupId group,
      List<Extension> groupExtensions,
      LifetimePolicy lifetimes,
      Instant now) {
    this.crypto = crypto;
    this.group = group;
    this.groupExtensions = List.copyOf(groupExtensions);
    this.required =
        Extensions.find(groupExtensions, Extension.RequiredCapabilities.class)
            .orElseGet(() -> new Extension.RequiredCapabilities(List.of(), List.of(), List.of()));
    this.lifetimes = lifetimes;
    this.now = now;
  }

  /// A validator for one moment.
  ///
  /// @param groupExtensions of the group context under which the leaves are going to live
  public static LeafValidator of(
      SuiteCrypto crypto,
      GroupId group,
      List<Extension> groupExtensions,
      LifetimePolicy lifetimes,
      Instant now) {
    return new LeafValidator(crypto, group, groupExtensions, lifetimes, now);
  }

  /// A leaf in a key package that is to be added. Its lifetime is a rule of key packages.
  public void inKeyPackage(LeafNode leaf) {
    if (!(leaf.source() instanceof LeafNodeSource.KeyPackage)) {
      throw new RefusedException(LeafRule.SOURCE_OF_KEY_PACKAGE, "another source");
    }
    requireCapabilities(leaf);
    requireKey(leaf);
    if (!leaf.verifyInKeyPackage(crypto)) {
      throw new RefusedException(LeafRule.SIGNATURE, "the leaf of a key package");
    }
  }

  /// A leaf in an Update proposal.
  ///
  /// @param at whose it is
  /// @param replaced what stands there now
  public void inUpdate(LeafNode leaf, LeafIndex at, LeafNode replaced) {
    if (!(leaf.source() instanceof LeafNodeSource.Update)) {
      throw new RefusedException(LeafRule.SOURCE_OF_UPDATE, "leaf " + at);
    }
    if (leaf.encryptionKey().equals(replaced.encryptionKey())) {
      throw new RefusedException(LeafRule.UPDATE_KEEPS_KEY, "leaf " + at);
    }
    requireCapabilities(leaf);
    requireKey(leaf);
    requireSignature(leaf, at);
  }

  /// A leaf in the path of a commit.
  ///
  /// @param at where the committer sits
  /// @param replaced what stands there now, or stood there before a joiner from outside took it
  ///   back
  public void inPath(LeafNode leaf, LeafIndex at, Optional<LeafNode> replaced) {
    if (!(leaf.source() instanceof LeafNodeSource.Commit)) {
      throw new RefusedException(LeafRule.SOURCE_OF_PATH, "leaf " + at);
    }
    if (replaced.map(LeafNode::encryptionKey).equals(Optional.of(leaf.encryptionKey()))) {
      throw new RefusedException(LeafRule.PATH_KEEPS_KEY, "leaf " + at);
    }
    requireCapabilities(leaf);
    requireKey(leaf);
    requireSignature(leaf, at);
  }

  /// A leaf met in a tree: each of the three sources is fine there.
  public void inTree(LeafNode leaf, LeafIndex at) {
    requireCapabilities(leaf);
    requireKey(leaf);
    requireSignature(leaf, at);
    if (lifetimes.members() == LifetimePolicy.Members.JUDGED) {
      requireLifetime(leaf, at);
    }
  }

  /// One independent check per member; each gives true or throws.
  public List<Supplier<Boolean>> leafTasks(RatchetTree tree) {
    return tree.members().map(this::task).toList();
  }

  private Supplier<Boolean> task(RatchetTree.Member member) {
    return () -> {
      inTree(member.leaf(), member.index());
      return true;
    };
  }

  /// A leaf that we make or add: stricter than what is accepted from others.
  public void beforeSending(LeafNode leaf) {
    Capabilities can = leaf.capabilities();
    if (can.extensions().stream().anyMatch(Extension::isDefault)
        || can.proposals().stream().anyMatch(Proposal::isDefault)) {
      throw new RefusedException(LeafRule.DEFAULT_TYPE_LISTED, "in capabilities");
    }
    if (leaf.source() instanceof LeafNodeSource.KeyPackage(var lifetime)
        && !lifetime.contains(now)) {
      throw new RefusedException(LeafRule.OWN_LIFETIME, "at " + now);
    }
  }

  /// Members after a commit, or in a received tree, among each other: unique keys, credential types
  /// that all support, and whatever the group asks of everybody. Answered from counts, in O(log n).
  public void requireAgreement(RatchetTree tree) {
    MemberSupport support = tree.support();
    if (!support.signatureKeysAreUnique()) {
      throw new RefusedException(LeafRule.SIGNATURE_KEY_TAKEN, "two members have one key");
    }
    if (!support.encryptionKeysAreUnique()) {
      throw new RefusedException(LeafRule.ENCRYPTION_KEY_TAKEN, "a key stands in two nodes");
    }
    support
        .disputedCredential()
        .ifPresent(
            type -> {
              throw new RefusedException(LeafRule.CREDENTIAL_TYPE_IN_USE, "type " + type);
            });
    requireAll(required.extensions(), support::extension, LeafRule.REQUIRED_CAPABILITIES);
    requireAll(required.proposals(), support::proposal, LeafRule.REQUIRED_CAPABILITIES);
    requireAll(required.credentials(), support::credential, LeafRule.REQUIRED_CAPABILITIES);
    requireAll(extensionTypes(groupExtensions), support::extension, LeafRule.GROUP_EXTENSION);
  }

  private void requireCapabilities(LeafNode leaf) {
    Capabilities can = leaf.capabilities();
    if (!can.versions().contains(ProtocolVersion.MLS10.code())
        || !can.cipherSuites().contains(crypto.suite().code())) {
      throw new RefusedException(LeafRule.VERSION_OR_SUITE, "capabilities");
    }
    requireAll(required.extensions(), can::supportsExtension, LeafRule.REQUIRED_CAPABILITIES);
    requireAll(required.proposals(), can::supportsProposal, LeafRule.REQUIRED_CAPABILITIES);
    requireAll(required.credentials(), can::supportsCredential, LeafRule.REQUIRED_CAPABILITIES);
    requireAll(
        List.of(leaf.credential().type()), can::supportsCredential, LeafRule.OWN_CREDENTIAL_TYPE);
    requireAll(extensionTypes(leaf.extensions()), can::supportsExtension, LeafRule.OWN_EXTENSION);
    requireAll(extensionTypes(groupExtensions), can::supportsExtension, LeafRule.GROUP_EXTENSION);
  }

  private static List<Integer> extensionTypes(List<Extension> extensions) {
    return extensions.stream().map(Extension::type).toList();
  }

  private static void requireAll(List<Integer> types, Predicate<Integer> supported, LeafRule rule) {
    for (int type : types) {
      if (!supported.test(type)) {
        throw new RefusedException(rule, "type " + type);
      }
    }
  }

  private void requireKey(LeafNode leaf) {
    JoinCheck.requireKey(leaf.encryptionKey(), "a leaf", crypto);
  }

  private void requireSignature(LeafNode leaf, LeafIndex at) {
    if (!leaf.verify(crypto, group, at)) {
      boolean unplaced = leaf.source() instanceof LeafNodeSource.KeyPackage;
      throw new RefusedException(
          unplaced ? LeafRule.SIGNATURE : LeafRule.SIGNATURE_IN_PLACE, "leaf " + at);
    }
  }

  private void requireLifetime(LeafNode leaf, LeafIndex at) {
    if (leaf.source() instanceof LeafNodeSource.KeyPackage(Lifetime lifetime)) {
      if (!lifetime.contains(now)) {
        throw new RefusedException(LeafRule.LIFETIME, "leaf " + at + " at " + now);
      }
      if (!lifetime.isOrdered()
          || Long.compareUnsigned(lifetime.seconds(), lifetimes.maximum().toSeconds()) > 0) {
        throw new RefusedException(LeafRule.LIFETIME_TOO_LONG, "leaf " + at);
      }
    }
  }
}

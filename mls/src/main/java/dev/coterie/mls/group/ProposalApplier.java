package dev.coterie.mls.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.mls.credential.CredentialValidator.Occasion;
import dev.coterie.mls.group.ProposalList.Listed;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.tree.LeafValidator;
import dev.coterie.mls.tree.LifetimePolicy;
import dev.coterie.mls.tree.MemberSupport;
import dev.coterie.mls.tree.RatchetTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Applies proposals to a copy of the tree, in the order of RFC 9420 §12.3: extensions, then
/// Updates, Removes and Adds, each judged under the new extensions. One way for committers and
/// receivers.
final class ProposalApplier {
  private final Engine engine;
  private final EpochState epoch;
  private final CredentialCheck credentials;
  private final Instant now;

  ProposalApplier(Engine engine, EpochState epoch, Instant now) {
    this.engine = engine;
    this.epoch = epoch;
    this.credentials = new CredentialCheck(engine.credentials());
    this.now = now;
  }

  /// Judges leaves under a set of extensions.
  LeafValidator leaves(List<Extension> extensions) {
    return LeafValidator.of(
        engine.crypto(), epoch.context().groupId(), extensions, LifetimePolicy.RECOMMENDED, now);
  }

  CredentialCheck credentials() {
    return credentials;
  }

  /// What a list that obeys its own rules makes of the epoch. Members among each other are judged
  /// by [#requireAgreement], when the path is in the tree as well.
  Changes apply(ProposalList list) {
    LeafValidator leaves = leaves(list.extensions());
    if (list.replacesExtensions()) {
      credentials.senders(epoch.context().extensions(), list.extensions());
    }
    RatchetTree tree = epoch.tree();
    List<Changes.Updated> updated = new ArrayList<>();
    for (Listed one : list.updates()) {
      LeafIndex leaf = one.member().orElseThrow();
      tree = tree.update(leaf, judged(one, leaves));
      updated.add(new Changes.Updated(leaf, one.reference().orElseThrow()));
    }
    for (LeafIndex removed : list.removes()) {
      requireMember(removed);
      tree = tree.remove(removed);
    }
    requireNewcomers(list.adds(), tree, leaves);
    RatchetTree.AddedAll all =
        tree.addAll(list.adds().stream().map(add -> add.keyPackage().leafNode()).toList());
    List<Changes.Added> added = new ArrayList<>();
    for (int i = 0; i < list.adds().size(); i++) {
      added.add(new Changes.Added(all.indexes().get(i), list.adds().get(i).keyPackage()));
    }
    return new Changes(
        all.tree(),
        list.extensions(),
        list.replacesExtensions(),
        added,
        List.copyOf(list.removes()),
        updated,
        list.psks(),
        list.reInit());
  }

  /// An epoch with a place for somebody from outside.
  ///
  /// @param changes with that place in the tree, blank
  /// @param leaf the place
  /// @param former what stood where its holder comes back from
  record Entry(Changes changes, LeafIndex leaf, Optional<LeafNode> former) {}

  /// What an external commit makes of the epoch, before its path.
  Entry apply(ExternalList list) {
    RatchetTree tree = epoch.tree();
    Optional<LeafNode> former = list.former().flatMap(tree::leaf);
    if (list.former().isPresent()) {
      requireMember(list.former().get());
      tree = tree.remove(list.former().get());
    }
    RatchetTree.Seat seat = tree.seat();
    return new Entry(
        new Changes(
            seat.tree(),
            epoch.context().extensions(),
            false,
            List.of(),
            list.former().stream().toList(),
            List.of(),
            list.psks(),
            Optional.empty()),
        seat.leaf(),
        former);
  }

  private LeafNode judged(Listed update, LeafValidator leaves) {
    if (!(update.proposal() instanceof Proposal.Update(var fresh))) {
      throw new IllegalArgumentException("not an update");
    }
    LeafIndex at = update.member().orElseThrow();
    LeafNode old = epoch.tree().leaf(at).orElseThrow();
    leaves.inUpdate(fresh, at, old);
    credentials.successor(at, old, fresh, Occasion.UPDATE);
    return fresh;
  }

  private void requireMember(LeafIndex leaf) {
    if (epoch.tree().leaf(leaf).isEmpty()) {
      throw new RefusedException(ProposalRule.REMOVE_OF_NOBODY, "leaf " + leaf);
    }
  }

  private void requireNewcomers(List<Proposal.Add> adds, RatchetTree tree, LeafValidator leaves) {
    List<Supplier<Boolean>> checks = new ArrayList<>(adds.size());
    for (Proposal.Add add : adds) {
      KeyPackage keyPackage = add.keyPackage();
      tree.memberWith(keyPackage.leafNode().signatureKey())
          .ifPresent(
              member -> {
                throw new RefusedException(
                    ProposalRule.CLIENT_ALREADY_MEMBER, "its key is that of leaf " + member);
              });
      checks.add(() -> KeyPackageCheck.byEverybody(engine.crypto(), keyPackage, leaves));
    }
    engine.fanOut().all(checks);
    for (Proposal.Add add : adds) {
      credentials.fresh(add.keyPackage().leafNode(), Occasion.ADD);
    }
  }

  /// What a proposal must obey on its own, whatever else is committed with it; extensions that come
  /// with it may change what leaves must support, so that is left to the commit.
  void alone(Listed listed) {
    LeafValidator leaves = leaves(List.of());
    switch (listed.proposal()) {
      case Proposal.Add(var keyPackage) -> {
        KeyPackageCheck.byEverybody(engine.crypto(), keyPackage, leaves);
        credentials.fresh(keyPackage.leafNode(), Occasion.ADD);
      }
      case Proposal.Update _ -> judged(listed, leaves);
      case Proposal.Remove(var removed) -> requireMember(removed);
      case Proposal.GroupContextExtensions(var all) -> {
        ProposalList.requireFit(all);
        credentials.senders(epoch.context().extensions(), all);
      }
      case Proposal.ExternalInit _ ->
          throw new RefusedException(
              ProposalRule.EXTERNAL_INIT_BY_MEMBER, "external_init proposed by a member");
      case Proposal.PreSharedKey(var psk) ->
          ProposalList.requireFit(engine.crypto(), psk, Optional.empty());
      case Proposal.ReInit next -> ProposalList.requireFit(next, epoch.context());
    }
  }

  /// Members after the commit, among each other and under its extensions.
  void requireAgreement(Changes changes, RatchetTree finished) {
    if (changes.extensionsReplaced()) {
      requireSupport(changes.extensions(), finished.support());
    }
    leaves(changes.extensions()).requireAgreement(finished);
  }

  private static void requireSupport(List<Extension> extensions, MemberSupport members) {
    extensions.stream()
        .map(Extension::type)
        .filter(type -> !members.extension(type))
        .findFirst()
        .ifPresent(
            type -> {
              throw new RefusedException(
                  ProposalRule.EXTENSION_UNSUPPORTED, "extension type " + type);
            });
    Extensions.find(extensions, Extension.RequiredCapabilities.class)
        .ifPresent(
            required -> {
              requireAll(required.extensions(), members::extension);
              requireAll(required.proposals(), members::proposal);
              requireAll(required.credentials(), members::credential);
            });
  }

  private static void requireAll(List<Integer> types, Predicate<Integer> byAll) {
    for (int type : types) {
      if (!byAll.test(type)) {
        throw new RefusedException(ProposalRule.REQUIRED_CAPABILITIES_UNMET, "type " + type);
      }
    }
  }
}

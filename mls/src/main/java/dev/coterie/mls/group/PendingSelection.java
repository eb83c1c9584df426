package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.group.ProposalCache.Kept;
import dev.coterie.mls.group.ProposalList.Listed;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Picks the pending proposals that can stand in one commit beside what the committer wants itself:
/// a Remove rather than an Update of the same leaf, the latest of several Updates, the first of
/// several Adds of one client, the first of several proposals of one pre-shared key, a ReInit only
/// if there is nothing else. RFC 9420 §12.2 and §12.4.
final class PendingSelection {
  /// When the lot is refused, so many are tried one by one; more would let one member buy much of
  /// another's time.
  private static final int TRIED_SINGLY = 64;

  private final LeafIndex committer;
  private final Set<LeafIndex> changed = new HashSet<>();
  private final Set<SignaturePublicKey> clients = new HashSet<>();
  private final Set<PreSharedKeyId.Source> psks = new HashSet<>();
  private boolean extensionsTaken;
  private boolean ends;

  private PendingSelection(LeafIndex committer, List<Listed> own) {
    this.committer = committer;
    own.forEach(this::claims);
  }

  /// @param list what the commit holds, by value and by reference
  /// @param leftOut references of the proposals that it cannot hold
  /// @param changes what the list does
  record Selected(List<Listed> list, List<Bytes> leftOut, Changes changes) {}

  /// @param own by value; a refusal of these alone is thrown
  /// @param judge says what a list does, or throws if it is not valid
  static Selected select(
      LeafIndex committer,
      List<Listed> own,
      ProposalCache cache,
      Function<List<Listed>, Changes> judge) {
    List<Listed> list = own;
    Changes changes = judge.apply(own);
    List<Listed> fitting = new PendingSelection(committer, own).fitting(cache.all().toList());
    if (own.isEmpty() && fitting.isEmpty()) {
      fitting =
          cache
              .all()
              .filter(one -> one.proposal() instanceof Proposal.ReInit)
              .limit(1)
              .map(Kept::listed)
              .toList();
    }
    if (!fitting.isEmpty()) {
      List<Listed> all = joined(fitting, own);
      Optional<Changes> together = passing(judge, all);
      if (together.isPresent()) {
        return new Selected(all, leftOut(cache, all), together.get());
      }
      List<Listed> taken = new ArrayList<>();
      for (Listed one : fitting.subList(0, Math.min(fitting.size(), TRIED_SINGLY))) {
        taken.add(one);
        List<Listed> tried = joined(taken, own);
        Optional<Changes> result = passing(judge, tried);
        if (result.isPresent()) {
          list = tried;
          changes = result.get();
        } else {
          taken.removeLast();
        }
      }
    }
    return new Selected(list, leftOut(cache, list), changes);
  }

  /// Removes first, then the rest from the newest: so the latest Update of a leaf comes first.
  private List<Listed> fitting(List<Kept> oldestFirst) {
    Set<Bytes> taken = new HashSet<>();
    oldestFirst.stream()
        .filter(one -> one.proposal() instanceof Proposal.Remove)
        .forEach(one -> consider(one, taken));
    oldestFirst.reversed().stream()
        .filter(one -> one.proposal() instanceof Proposal.Update)
        .forEach(one -> consider(one, taken));
    oldestFirst.forEach(one -> consider(one, taken));
    return oldestFirst.stream()
        .filter(one -> taken.contains(one.reference()))
        .map(Kept::listed)
        .toList();
  }

  private void consider(Kept one, Set<Bytes> taken) {
    Listed listed = one.listed();
    if (!taken.contains(one.reference()) && fits(listed)) {
      claims(listed);
      taken.add(one.reference());
    }
  }

  private boolean fits(Listed listed) {
    if (ends) {
      return false;
    }
    return switch (listed.proposal()) {
      case Proposal.Add(var keyPackage) -> !clients.contains(keyPackage.leafNode().signatureKey());
      case Proposal.Update _ ->
          listed
              .member()
              .filter(leaf -> !leaf.equals(committer) && !changed.contains(leaf))
              .isPresent();
      case Proposal.Remove(var removed) -> !removed.equals(committer) && !changed.contains(removed);
      case Proposal.GroupContextExtensions _ -> !extensionsTaken;
      case Proposal.PreSharedKey(var psk) -> !psks.contains(psk.source());
      case Proposal.ReInit _, Proposal.ExternalInit _ -> false;
    };
  }

  private void claims(Listed listed) {
    listed.changes().ifPresent(changed::add);
    switch (listed.proposal()) {
      case Proposal.Add(var keyPackage) -> clients.add(keyPackage.leafNode().signatureKey());
      case Proposal.GroupContextExtensions _ -> extensionsTaken = true;
      case Proposal.PreSharedKey(var psk) -> psks.add(psk.source());
      case Proposal.ReInit _ -> ends = true;
      case Proposal.Update _, Proposal.Remove _, Proposal.ExternalInit _ -> {}
    }
  }

  private static List<Listed> joined(List<Listed> pending, List<Listed> own) {
    List<Listed> all = new ArrayList<>(pending);
    all.addAll(own);
    return all;
  }

  private static Optional<Changes> passing(
      Function<List<Listed>, Changes> judge, List<Listed> list) {
    try {
      return Optional.of(judge.apply(list));
    } catch (RefusedException _) {
      return Optional.empty();
    }
  }

  private static List<Bytes> leftOut(ProposalCache cache, List<Listed> list) {
    Set<Bytes> taken = new HashSet<>();
    list.forEach(one -> one.reference().ifPresent(taken::add));
    return cache.references().stream().filter(one -> !taken.contains(one)).toList();
  }
}

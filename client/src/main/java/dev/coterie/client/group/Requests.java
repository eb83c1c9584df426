package dev.coterie.client.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns wishes into commits of the present epoch.
final class Requests {
  private Requests() {}

  /// The commit that fulfils a wish now, or nothing if it is fulfilled already.
  ///
  /// @param attempts how often it was tried: from the second time on, others may have done it
  static Optional<CommitRequest> of(GroupCore core, Wish wish, int attempts) {
    CommitRequest empty =
        CommitRequest.empty().authenticatedData(core.framing().mark(core.row().mark()));
    return switch (wish) {
      case Wish.Add(var packages) -> add(core, empty, packages);
      case Wish.Remove(var members) -> remove(core, empty, members, attempts);
      case Wish.Update _ -> Optional.of(empty.update());
      case Wish.CommitProposals _ ->
          core.mls().proposals().isEmpty() ? Optional.empty() : Optional.of(empty.withPending());
      case Wish.Leave _ -> throw new IllegalArgumentException("nobody commits its own removal");
    };
  }

  private static Optional<CommitRequest> add(
      GroupCore core, CommitRequest empty, List<KeyPackage> packages) {
    Set<Fingerprint> present = present(core);
    List<KeyPackage> missing =
        packages.stream()
            .filter(
                each -> !present.contains(Fingerprint.of(each.leafNode().signatureKey().value())))
            .toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(empty.add(missing));
  }

  private static Set<Fingerprint> present(GroupCore core) {
    return core.mls().members().map(Members::fingerprint).collect(Collectors.toSet());
  }

  private static Optional<CommitRequest> remove(
      GroupCore core, CommitRequest empty, List<Fingerprint> members, int attempts) {
    var wanted = new HashSet<>(members);
    LeafIndex[] leaves =
        core.mls()
            .members()
            .filter(member -> wanted.remove(Members.fingerprint(member)))
            .map(Member::index)
            .toArray(LeafIndex[]::new);
    if (!wanted.isEmpty() && attempts == 0) {
      throw new RefusedException(ClientRule.NO_SUCH_MEMBER, wanted.iterator().next().toHex());
    }
    for (LeafIndex leaf : leaves) {
      if (leaf.equals(core.mls().self())) {
        throw new RefusedException(ClientRule.REMOVES_ITSELF, core.row().name());
      }
    }
    return leaves.length == 0 ? Optional.empty() : Optional.of(empty.remove(leaves));
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.policy.LinkRule;
import dev.coterie.mls.tree.RatchetTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// Whether a new group is what an old one became: RFC 9420 §11.2, §11.3, §12.4.3.1.
///
/// @param old the old group
/// @param members who is in it
/// @param same whether a credential of the old group and one of the new are of one client
record LinkCheck(
    GroupView old, List<Credential> members, BiPredicate<Credential, Credential> same) {
  static LinkCheck of(GroupView old, Engine engine) {
    return new LinkCheck(
        old, old.members().map(Member::credential).toList(), engine.credentials()::sameClient);
  }

  /// What the last commit of a group announced.
  static Proposal.ReInit announced(GroupView old) {
    return old.state()
        .epoch()
        .reInit()
        .orElseThrow(
            () ->
                new RefusedException(
                    LinkRule.NOT_REINITIALISED, "in epoch " + old.epoch() + " it goes on"));
  }

  /// The one key among these that links groups.
  static Optional<PreSharedKeyId.Source.Resumption> linkAmong(List<PreSharedKeyId> psks) {
    return psks.stream()
        .map(PreSharedKeyId::source)
        .filter(PreSharedKeyId.Source.Resumption.class::isInstance)
        .map(PreSharedKeyId.Source.Resumption.class::cast)
        .filter(one -> one.usage() != ResumptionUsage.APPLICATION)
        .findFirst();
  }

  /// Judges a group that a welcome leads to.
  ///
  /// @param link by which it is linked
  void require(PreSharedKeyId.Source.Resumption link, GroupContext context, RatchetTree tree) {
    if (!context.epoch().equals(Epoch.ZERO.next())) {
      throw new RefusedException(LinkRule.FIRST_EPOCH, "epoch " + context.epoch());
    }
    List<Credential> people = tree.members().map(one -> one.leaf().credential()).toList();
    if (link.usage() == ResumptionUsage.REINIT) {
      requireAnnounced(link, context);
      sameMembers(people);
    } else {
      requireBranch(context);
      onlyMembers(people);
    }
  }

  private void requireAnnounced(PreSharedKeyId.Source.Resumption link, GroupContext context) {
    Proposal.ReInit announced = announced(old);
    if (!link.epoch().equals(old.epoch())) {
      throw new RefusedException(
          LinkRule.NOT_REINITIALISED, "linked to epoch " + link.epoch() + " of the old group");
    }
    if (!context.groupId().equals(announced.groupId())
        || !context.version().equals(announced.version())
        || !context.cipherSuite().equals(announced.cipherSuite())
        || !context.extensions().equals(announced.extensions())) {
      throw new RefusedException(LinkRule.REINIT_PARAMETERS, "others than were announced");
    }
  }

  private void requireBranch(GroupContext context) {
    if (!context.version().equals(ProtocolVersion.MLS10)
        || !context.cipherSuite().is(old.suite())
        || context.groupId().equals(old.id())) {
      throw new RefusedException(LinkRule.BRANCH_PARAMETERS, "others than the old group's");
    }
  }

  /// The same people, no more and no less.
  void sameMembers(List<Credential> people) {
    if (!unmatched(members, people, same).isEmpty()) {
      throw new RefusedException(LinkRule.MEMBER_MISSING, "a member of the old group");
    }
    onlyMembers(people);
    if (people.size() != members.size()) {
      throw new RefusedException(
          LinkRule.STRANGER, people.size() + " instead of " + members.size());
    }
  }

  /// Nobody else.
  void onlyMembers(List<Credential> people) {
    if (!unmatched(people, members, (fresh, known) -> same.test(known, fresh)).isEmpty()) {
      throw new RefusedException(LinkRule.STRANGER, "somebody who is not in the old group");
    }
  }

  /// Most are found by equality; only for the rest the application is asked.
  private static List<Credential> unmatched(
      List<Credential> wanted, List<Credential> among, BiPredicate<Credential, Credential> same) {
    Set<Credential> exact = new HashSet<>(among);
    return wanted.stream()
        .filter(one -> !exact.contains(one))
        .filter(one -> among.stream().noneMatch(other -> same.test(one, other)))
        .toList();
  }
}

package dev.coterie.mls.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.policy.LinkRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Groups that go on from another one: the same people under other parameters (re-initialisation,
/// RFC 9420 §11.2), or some of them in a group of their own (branch, §11.3). One call a side.
///
/// ```
///   old group: commit with CommitRequest.reInit, merged by all: it sends nothing any more
///     one member ── reinitialise ──▶ Successor ── welcome ──▶ the others: join
///   old group, which goes on: one member ── branch ──▶ Successor ── welcome ──▶ the others: join
/// ```
///
/// Any member of the old group may make the new one; after a re-initialisation whoever committed it
/// is expected to. Who is the same person in both is for the engine's
/// [dev.coterie.mls.credential.CredentialValidator#sameClient] to say.
///
/// @param old the group to go on from; left as it is
/// @param engine of the new group's suite
/// @param identity ours in the new group
/// @param settings our limits there
/// @param tree where the others find the tree
public record Succession(
    GroupView old, Engine engine, Identity identity, GroupSettings settings, TreePlacement tree) {
  /// A succession with the tree in the welcome.
  public static Succession of(
      GroupView old, Engine engine, Identity identity, GroupSettings settings) {
    return new Succession(old, engine, identity, settings, TreePlacement.INSIDE);
  }

  /// Makes the group that the last commit of the old one announced.
  ///
  /// @param others fresh key packages of all other members, of the new suite
  public Successor reinitialise(List<KeyPackage> others, RandomSource random, Instant now) {
    old.requireOpen();
    Proposal.ReInit announced = LinkCheck.announced(old);
    if (!announced.cipherSuite().is(engine.crypto().suite())) {
      throw new IllegalArgumentException("an engine of another suite than was announced");
    }
    LinkCheck.of(old, engine)
        .sameMembers(
            Stream.concat(
                    Stream.of(identity.credential()),
                    others.stream().map(one -> one.leafNode().credential()))
                .toList());
    return found(
        announced.groupId(), announced.extensions(), ResumptionUsage.REINIT, others, random, now);
  }

  /// Makes a group of some members.
  ///
  /// @param id of the new group
  /// @param extensions of its group context
  /// @param others fresh key packages of those who are in it besides us
  public Successor branch(
      GroupId id,
      List<Extension> extensions,
      List<KeyPackage> others,
      RandomSource random,
      Instant now) {
    old.requireOpen();
    old.requireGoingOn();
    if (engine.crypto().suite() != old.suite() || id.equals(old.id())) {
      throw new RefusedException(LinkRule.BRANCH_PARAMETERS, "another suite, or the same id");
    }
    LinkCheck.of(old, engine)
        .onlyMembers(others.stream().map(one -> one.leafNode().credential()).toList());
    return found(id, extensions, ResumptionUsage.BRANCH, others, random, now);
  }

  /// Joins the group that another member made, and checks that it is what it should be.
  public Joined join(JoinRequest request, Instant now) {
    return MlsGroup.join(engine, identity, request.continuing(old), settings, now);
  }

  private Successor found(
      GroupId id,
      List<Extension> extensions,
      ResumptionUsage usage,
      List<KeyPackage> others,
      RandomSource random,
      Instant now) {
    MlsGroup group =
        MlsGroup.create(engine, identity, id, extensions, settings, random, now).group();
    var name = new PreSharedKeyId.Source.Resumption(usage, old.id(), old.epoch());
    StagedCommit first =
        group.stage(
            CommitRequest.empty()
                .link(usage, name)
                .keys(
                    PreSharedKeys.NONE.with(
                        name, old.state().resumptions(usage).find(name).orElseThrow()))
                .add(others)
                .tree(tree),
            random,
            now);
    group.merge(first);
    return new Successor(
        group,
        new StateDelta(group.rows(), List.of()),
        first.welcome(),
        Optional.of(first).flatMap(StagedCommit::ratchetTree));
  }
}

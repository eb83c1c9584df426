package dev.coterie.client.group;

import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A group that claims another one's place, made by hand by whoever holds an identity.
public final class ClaimedSuccessor {
  private ClaimedSuccessor() {}

  /// Makes it at the hub and invites people.
  public static GroupId found(
      Identity identity, HubLink link, GroupId old, LogMark stopped, List<Fingerprint> people) {
    RandomSource random = RandomSource.system();
    Fingerprint self = Fingerprint.of(identity.keys().publicKey().value());
    GroupId id = SuccessorId.fresh(old, stopped, self, random);
    List<KeyPackage> packages =
        people.stream()
            .map(each -> link.claimKeyPackage(each, identity.suite().code()).orElseThrow())
            .map(claimed -> KeyPackages.read(claimed.keyPackage()))
            .toList();
    var founded =
        MlsGroup.create(
            identity, id, Profile.of("club"), GroupSettings.recommended(), random, Instant.now());
    StagedCommit commit =
        founded.group().stage(CommitRequest.empty().add(packages), random, Instant.now());
    Set<Fingerprint> added = new HashSet<>(people);
    HubGroupId at = new HubGroupId(id.value());
    link.createGroup(at);
    link.append(
        new HandshakeAppend(
            at,
            random.bytes(16),
            0,
            commit.commitMessage(),
            new RosterChange(added, Set.of()),
            Optional.of(
                new WelcomeDelivery(added, commit.welcome().orElseThrow(), commit.ratchetTree()))));
    return id;
  }
}

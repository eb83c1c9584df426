package dev.coterie.bench;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoMeter;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.group.WorkMeter;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A group in the state in which peers are measured: one commit adds everybody, then the members at
/// leaves 2, 4, 8, … commit once, one below each copath node of the creator at leaf 0. Its path is
/// then that of a full tree, while the parents elsewhere stay blank. Only members that are needed
/// really join.
final class GrowthGroup {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Engine engine;
  private final RandomSource random = RandomSource.system();
  private final Map<Integer, MlsGroup> members = new TreeMap<>();

  private GrowthGroup(Engine engine) {
    this.engine = engine;
  }

  /// A group of `size` members, at least 3.
  static GrowthGroup of(CipherSuite suite, int size, CryptoMeter crypto, WorkMeter tree) {
    if (size < 3) {
      throw new IllegalArgumentException("a group of " + size);
    }
    var group = new GrowthGroup(Engine.of(SuiteCrypto.of(suite).counted(crypto)).meter(tree));
    group.found(size);
    for (int leaf = 2; leaf < size; leaf *= 2) {
      group.commit(leaf);
    }
    return group;
  }

  private Identity identity(int leaf) {
    SuiteCrypto crypto = engine.crypto();
    var name = new Credential.Basic(Bytes.ofUtf8("member " + leaf));
    return new Identity(crypto.suite(), name, crypto.generateSignatureKeyPair(random));
  }

  private void found(int size) {
    GroupId id = new GroupId(random.bytes(16));
    MlsGroup creator =
        MlsGroup.create(
                engine, identity(0), id, List.of(), GroupSettings.recommended(), random, NOW)
            .group();
    Map<Integer, Identity> identities = new TreeMap<>();
    Map<Integer, KeyPackageBundle> bundles = new TreeMap<>();
    List<KeyPackage> packages = new ArrayList<>();
    Lifetime lifetime = KeyPackages.lifetime(NOW, Duration.ofDays(30));
    for (int leaf = 1; leaf < size; leaf++) {
      Identity identity = identity(leaf);
      KeyPackageBundle bundle = KeyPackages.create(identity, lifetime, random);
      packages.add(bundle.keyPackage());
      if (Integer.bitCount(leaf) == 1) {
        identities.put(leaf, identity);
        bundles.put(leaf, bundle);
      }
    }
    StagedCommit commit = creator.stage(CommitRequest.empty().add(packages), random, NOW);
    creator.merge(commit);
    members.put(0, creator);
    identities.forEach(
        (leaf, identity) ->
            members.put(
                leaf,
                MlsGroup.join(
                        engine,
                        identity,
                        Optional.ofNullable(bundles.get(leaf)).orElseThrow(),
                        commit.welcome().orElseThrow(),
                        commit.ratchetTree(),
                        GroupSettings.recommended(),
                        NOW)
                    .group()));
  }

  private void commit(int committer) {
    StagedCommit commit = stage(committer);
    members.forEach(
        (leaf, member) -> {
          if (leaf != committer) {
            process(leaf, commit.commitMessage());
          } else {
            member.merge(commit);
          }
        });
  }

  /// A member's commit that renews its path, made and not merged.
  StagedCommit stage(int leaf) {
    return member(leaf).stage(CommitRequest.empty().update(), random, NOW);
  }

  /// A member opens, checks and applies a commit.
  ///
  /// @return how many rows that changes in its store
  int process(int leaf, Bytes commit) {
    if (!(member(leaf).receive(commit, NOW) instanceof Incoming.CommitStaged staged)) {
      throw new IllegalStateException("not a commit");
    }
    var delta = staged.delta().then(member(leaf).merge(staged.commit()));
    return delta.puts().size() + delta.deletes().size();
  }

  /// Moves a member to the epoch of its own commit.
  ///
  /// @return how many rows that changes in its store
  int merge(int leaf, StagedCommit commit) {
    var delta = member(leaf).merge(commit);
    return delta.puts().size() + delta.deletes().size();
  }

  /// A member that joined.
  MlsGroup member(int leaf) {
    return Optional.ofNullable(members.get(leaf)).orElseThrow();
  }
}

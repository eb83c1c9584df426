package dev.coterie.bench.jmh;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoChoice;
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
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A group to measure in: one commit adds everybody, then some members commit, one below each
/// copath node of the founder, so that its path is that of a full tree. In a great group only those
/// members really join.
final class MlsGroups {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final RandomSource RANDOM = RandomSource.system();

  private static final int SMALL = 16;

  private final Engine engine;
  private final Map<Integer, MlsGroup> members = new HashMap<>();

  private MlsGroups(Engine engine) {
    this.engine = engine;
  }

  /// A group of `size` members in suite 1, by the providers of the process.
  ///
  /// @param commits how many of the members at leaves 1, 2, 4, … commit
  static MlsGroups of(int size, int commits) {
    return of(size, commits, CryptoChoice.BEST);
  }

  static MlsGroups of(int size, int commits, CryptoChoice choice) {
    var suite = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
    var groups = new MlsGroups(Engine.of(SuiteCrypto.of(suite, choice)));
    groups.found(size);
    for (int i = 0, leaf = 1; i < commits && leaf < size; i++, leaf *= 2) {
      groups.commit(leaf);
    }
    return groups;
  }

  Engine engine() {
    return engine;
  }

  MlsGroup member(int leaf) {
    return Objects.requireNonNull(members.get(leaf));
  }

  Identity identity(int number) {
    var crypto = engine.crypto();
    var name = new Credential.Basic(Bytes.ofUtf8("member " + number));
    return new Identity(crypto.suite(), name, crypto.generateSignatureKeyPair(RANDOM));
  }

  static KeyPackageBundle bundle(Identity identity) {
    return KeyPackages.create(identity, KeyPackages.lifetime(NOW, Duration.ofDays(30)), RANDOM);
  }

  private void found(int size) {
    var settings = GroupSettings.recommended();
    var id = new GroupId(RANDOM.bytes(16));
    var founder =
        MlsGroup.create(engine, identity(0), id, List.of(), settings, RANDOM, NOW).group();
    members.put(0, founder);
    var joining = new HashMap<Integer, Identity>();
    var bundles = new HashMap<Integer, KeyPackageBundle>();
    var packages = new ArrayList<KeyPackage>();
    for (int leaf = 1; leaf < size; leaf++) {
      var identity = identity(leaf);
      var bundle = bundle(identity);
      packages.add(bundle.keyPackage());
      if (size <= SMALL || Integer.bitCount(leaf) == 1) {
        joining.put(leaf, identity);
        bundles.put(leaf, bundle);
      }
    }
    var commit = founder.stage(CommitRequest.empty().add(packages), RANDOM, NOW);
    founder.merge(commit);
    joining.forEach(
        (leaf, identity) ->
            members.put(leaf, join(commit, identity, Objects.requireNonNull(bundles.get(leaf)))));
  }

  MlsGroup join(StagedCommit commit, Identity identity, KeyPackageBundle bundle) {
    return MlsGroup.join(
            engine,
            identity,
            bundle,
            commit.welcome().orElseThrow(),
            commit.ratchetTree(),
            GroupSettings.recommended(),
            NOW)
        .group();
  }

  private void commit(int leaf) {
    var commit = member(leaf).stage(CommitRequest.empty().update(), RANDOM, NOW);
    members.forEach(
        (other, member) -> {
          if (other == leaf) {
            member.merge(commit);
          } else if (member.receive(commit.commitMessage(), NOW)
              instanceof Incoming.CommitStaged staged) {
            member.merge(staged.commit());
          }
        });
  }
}

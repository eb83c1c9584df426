package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.policy.KeyPackageRule;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.MlsRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Key packages that nobody adds.
final class KeyPackageBreaches {
  private KeyPackageBreaches() {}

  static Stream<Breach> all() {
    return Stream.of(byEverybody(), byCommitter(), founding()).flatMap(one -> one);
  }

  /// Key packages of people with whom we have nothing in common.
  private static Stream<Breach> founding() {
    return Stream.of(
        Breach.asked(
            GroupInfoRule.NO_COMMON_SUITE,
            "only a suite that dave does not list",
            world -> {
              KeyPackage modest =
                  CommonSuiteTest.listing(world, "dave", List.of(1), List.of(world.suite.code()));
              return () ->
                  CommonSuite.of(List.of(CipherSuite.P384_AES256GCM_SHA384_P384), List.of(modest));
            }));
  }

  /// A commit of carol that adds such a package, and a proposal that does.
  private static Stream<Breach> received(
      MlsRule rule, String how, Function<World, KeyPackage> made) {
    return Stream.of(
        Breach.forgedAfter(
            rule,
            how + ", in a commit",
            (world, it) -> it.commit(new Proposal.Add(made.apply(world)))),
        Breach.forgedAfter(
            rule, how + ", proposed", (world, it) -> it.send(new Proposal.Add(made.apply(world)))),
        Breach.asked(
            rule,
            how + ", by ourselves",
            world -> {
              KeyPackage bad = made.apply(world);
              return () -> world.client("alice").stage(CommitRequest.empty().add(bad));
            }));
  }

  private static KeyPackage good(World world) {
    return world.client("dave").keyPackage();
  }

  private static KeyPackage signed(World world, HpkePublicKey initKey, LeafNode leaf) {
    return KeyPackage.sign(
        world.crypto, world.client("dave").identity.keys().privateKey(), initKey, leaf, List.of());
  }

  private static KeyPackage withInitKey(World world, Function<LeafNode, HpkePublicKey> key) {
    LeafNode leaf = good(world).leafNode();
    return signed(world, key.apply(leaf), leaf);
  }

  private static KeyPackage ofAnotherSuite(World world) {
    CipherSuite other =
        Arrays.stream(CipherSuite.values())
            .filter(suite -> suite != world.suite && suite.signature() == world.suite.signature())
            .findFirst()
            .orElse(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    return new World(other, 77, world.settings).client("dave").keyPackage();
  }

  private static Stream<Breach> byEverybody() {
    return Stream.of(
            received(KeyPackageRule.SUITE, "of another suite", KeyPackageBreaches::ofAnotherSuite),
            received(
                KeyPackageRule.SIGNATURE,
                "signed with other extensions",
                world -> {
                  KeyPackage good = good(world);
                  return new KeyPackage(
                      good.version(),
                      good.cipherSuite(),
                      good.initKey(),
                      good.leafNode(),
                      List.of(),
                      good.signature());
                }),
            received(
                KeyPackageRule.INIT_KEY_REUSED,
                "one key for both",
                world -> withInitKey(world, LeafNode::encryptionKey)),
            received(
                KeyPackageRule.INIT_KEY_INVALID,
                "three bytes",
                world -> withInitKey(world, leaf -> new HpkePublicKey(Bytes.ofUtf8("key")))),
            received(
                LeafRule.SIGNATURE,
                "a leaf that somebody else signed",
                world -> signed(world, good(world).initKey(), stolenLeaf(world))),
            received(
                LeafRule.SOURCE_OF_KEY_PACKAGE,
                "a leaf from a tree",
                world ->
                    signed(
                        world,
                        good(world).initKey(),
                        new Mallory(world, world.client("carol"))
                            .update(world.client("dave").identity))))
        .flatMap(one -> one);
  }

  private static LeafNode stolenLeaf(World world) {
    LeafNode leaf = good(world).leafNode();
    return leaf.draft().sign(world.crypto, world.client("erin").identity.keys().privateKey());
  }

  /// A package of dave's with another leaf around the same keys.
  private static KeyPackage withLeaf(World world, UnaryOperator<LeafNode.Draft> twist) {
    SuiteCrypto crypto = world.crypto;
    HpkeKeyPair init = crypto.generateKeyPair(world.random);
    LeafNode leaf =
        twist
            .apply(good(world).leafNode().draft())
            .sign(crypto, world.client("dave").identity.keys().privateKey());
    return signed(world, init.publicKey(), leaf);
  }

  private static KeyPackage living(World world, Instant from, Duration length) {
    long start = from.getEpochSecond();
    return withLeaf(
        world,
        draft ->
            new LeafNode.Draft(
                draft.encryptionKey(),
                draft.signatureKey(),
                draft.credential(),
                draft.capabilities(),
                new LeafNodeSource.KeyPackage(new Lifetime(start, start + length.toSeconds())),
                draft.extensions()));
  }

  private static KeyPackage listingDefaults(World world) {
    return withLeaf(
        world,
        draft -> {
          Capabilities can = draft.capabilities();
          return new LeafNode.Draft(
              draft.encryptionKey(),
              draft.signatureKey(),
              draft.credential(),
              new Capabilities(
                  can.versions(),
                  can.cipherSuites(),
                  Stream.concat(can.extensions().stream(), Stream.of(3)).toList(),
                  can.proposals(),
                  can.credentials()),
              draft.source(),
              draft.extensions());
        });
  }

  private static Breach added(MlsRule rule, String how, Function<World, KeyPackage> made) {
    return Breach.asked(
        rule,
        how,
        world -> {
          KeyPackage bad = made.apply(world);
          return () -> world.client("alice").stage(CommitRequest.empty().add(bad));
        });
  }

  private static Stream<Breach> byCommitter() {
    Instant now = World.NOW;
    return Stream.of(
        added(
            KeyPackageRule.LIFETIME,
            "over",
            world -> living(world, now.minus(Duration.ofDays(9)), Duration.ofDays(8))),
        added(
            KeyPackageRule.LIFETIME,
            "not begun",
            world -> living(world, now.plus(Duration.ofHours(1)), Duration.ofDays(8))),
        added(
            KeyPackageRule.LIFETIME_TOO_LONG,
            "ten years",
            world -> living(world, now, Duration.ofDays(3650))),
        added(
            KeyPackageRule.LIFETIME_TOO_LONG,
            "ends before it begins",
            world -> living(world, now.plus(Duration.ofDays(1)), Duration.ofDays(-2))),
        added(
            LeafRule.DEFAULT_TYPE_LISTED,
            "capabilities with a default extension",
            KeyPackageBreaches::listingDefaults),
        Breach.asked(
            KeyPackageRule.LIFETIME,
            "proposed by ourselves",
            world -> {
              KeyPackage bad = living(world, now.minus(Duration.ofDays(9)), Duration.ofDays(8));
              return () -> world.client("alice").propose(new Proposal.Add(bad));
            }),
        Breach.asked(
            KeyPackageRule.INIT_KEY_SHARED,
            "two people, one init key",
            world -> {
              KeyPackage dave = good(world);
              var erin = world.client("erin");
              KeyPackage twin =
                  KeyPackage.sign(
                      world.crypto,
                      erin.identity.keys().privateKey(),
                      dave.initKey(),
                      erin.keyPackage().leafNode(),
                      List.of());
              return () -> world.client("alice").stage(CommitRequest.empty().add(dave, twin));
            }),
        Breach.asked(
            KeyPackageRule.NOT_A_KEY_PACKAGE,
            "another message",
            world -> {
              Bytes message =
                  world.client("alice").group().groupInfo(TreePlacement.BESIDE, world.random);
              return () -> KeyPackages.read(message);
            }),
        Breach.asked(
            KeyPackageRule.SIGNATURE,
            "read from a directory",
            world -> {
              KeyPackage good = good(world);
              Bytes message =
                  KeyPackages.message(
                      new KeyPackage(
                          good.version(),
                          good.cipherSuite(),
                          good.initKey(),
                          good.leafNode(),
                          List.of(),
                          good.signature()));
              return () -> KeyPackages.read(message);
            }));
  }
}

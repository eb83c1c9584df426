package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.policy.GroupInfoRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// GI-07: what a group is founded with, when its members do not support the same.
class CommonSuiteTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final List<CipherSuite> BEST_FIRST =
      Arrays.stream(CipherSuite.values()).toList().reversed();

  private final World world = new World(SUITE);

  /// A key package of somebody who supports just this.
  static KeyPackage listing(
      World world, String name, List<Integer> versions, List<Integer> suites) {
    World.Client owner = world.client(name);
    KeyPackage full = owner.keyPackage();
    LeafNode.Draft draft = full.leafNode().draft();
    Capabilities all = draft.capabilities();
    LeafNode leaf =
        new LeafNode.Draft(
                draft.encryptionKey(),
                draft.signatureKey(),
                draft.credential(),
                new Capabilities(
                    versions, suites, all.extensions(), all.proposals(), all.credentials()),
                draft.source(),
                draft.extensions())
            .sign(world.crypto, owner.identity.keys().privateKey());
    return KeyPackage.sign(
        world.crypto, owner.identity.keys().privateKey(), full.initKey(), leaf, full.extensions());
  }

  @Test
  void bestSuiteThatAllSupport_isTaken() {
    KeyPackage bob = listing(world, "bob", List.of(1), List.of(1, 2, 3, 5, 0x5A5A));
    KeyPackage carol = listing(world, "carol", List.of(0x5A5A, 1), List.of(0x5A5A, 7, 3, 2));
    assertThat(CommonSuite.of(BEST_FIRST, List.of())).isEqualTo(BEST_FIRST.getFirst());
    assertThat(CommonSuite.of(BEST_FIRST, List.of(world.client("dave").keyPackage())))
        .isEqualTo(BEST_FIRST.getFirst());
    assertThat(CommonSuite.of(BEST_FIRST, List.of(bob)).code()).isEqualTo(5);
    assertThat(CommonSuite.of(BEST_FIRST, List.of(bob, carol)).code()).isEqualTo(3);
    assertThat(CommonSuite.of(BEST_FIRST.reversed(), List.of(bob, carol)).code()).isEqualTo(2);
  }

  @Test
  void worseSuitesThanWanted_andOtherVersions_areRefused() {
    KeyPackage bob = listing(world, "bob", List.of(1), List.of(1));
    KeyPackage carol = listing(world, "carol", List.of(2), List.of(1, 2, 3, 4, 5, 6, 7));
    assertNone(List.of(CipherSuite.P384_AES256GCM_SHA384_P384), bob);
    assertNone(BEST_FIRST, carol);
    assertNone(List.of());
  }

  private static void assertNone(List<CipherSuite> preferred, KeyPackage... others) {
    assertThatThrownBy(() -> CommonSuite.of(preferred, List.of(others)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rule()).isEqualTo(GroupInfoRule.NO_COMMON_SUITE));
  }
}

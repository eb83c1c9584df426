package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Proposal;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A valid message with one bit changed, or its end missing: refused by type, without a trace; the
/// real one is good afterwards.
class MutatedMessageTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final int POSITIONS = 150;

  private static void assertRefused(World.Client victim, Bytes message, Consumer<Bytes> open) {
    NavigableMap<Bytes, Bytes> before = victim.snapshot();
    int step = Math.max(1, message.size() / POSITIONS);
    for (int at = 0; at < message.size(); at += step) {
      byte[] changed = message.toArray();
      changed[at] ^= (byte) (1 << (at % 8));
      assertThatThrownBy(() -> open.accept(Bytes.wrap(changed)))
          .as("bit %d of octet %d", at % 8, at)
          .isInstanceOf(CoterieException.class);
      Bytes cut = message.slice(0, at);
      assertThatThrownBy(() -> open.accept(cut)).isInstanceOf(CoterieException.class);
    }
    assertThat(victim.snapshot()).isEqualTo(before);
    assertThat(victim.group().spent().isEmpty()).isTrue();
  }

  private static void assertRefused(World.Client victim, Bytes message) {
    assertRefused(victim, message, bytes -> victim.group().receive(bytes, World.NOW));
  }

  @ParameterizedTest
  @EnumSource(HandshakeWire.class)
  void messagesOfMembers_changedAnywhere_refusedAndStateUnchanged(HandshakeWire wire) {
    World world =
        World.of(SUITE, GroupSettings.recommended().handshakes(wire), "alice", "bob", "carol");
    var alice = world.client("alice");
    var bob = world.client("bob");
    Bytes text = bob.say("text");
    assertRefused(alice, text);
    assertThat(alice.hear(text)).isEqualTo("text");
    Bytes proposal = bob.propose(new Proposal.Remove(world.client("carol").leaf())).message();
    assertRefused(alice, proposal);
    assertThat(alice.receive(proposal)).isInstanceOf(Incoming.ProposalHeld.class);
    StagedCommit staged = bob.stage(CommitRequest.empty().add(world.client("dave").keyPackage()));
    assertRefused(alice, staged.commitMessage());
    alice.merge(alice.commit(staged.commitMessage()));
  }

  @ParameterizedTest
  @EnumSource(TreePlacement.class)
  void welcomes_changedAnywhere_refusedAndTheKeyPackageStaysGood(TreePlacement placement) {
    World world = World.of(SUITE, "alice", "bob");
    var alice = world.client("alice");
    var dave = world.client("dave");
    KeyPackageBundle bundle = dave.bundle();
    StagedCommit staged =
        alice.stage(CommitRequest.empty().add(bundle.keyPackage()).tree(placement));
    Bytes welcome = staged.welcome().orElseThrow();
    Optional<Bytes> tree = staged.ratchetTree();
    assertRefused(
        alice,
        welcome,
        bytes -> MlsGroup.join(dave.identity, bundle, bytes, tree, world.settings, World.NOW));
    tree.ifPresent(
        real ->
            assertRefused(
                alice,
                real,
                bytes ->
                    MlsGroup.join(
                        dave.identity,
                        bundle,
                        welcome,
                        Optional.of(bytes),
                        world.settings,
                        World.NOW)));
    dave.join(staged);
    assertThat(dave.group().memberCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void keyPackages_changedAnywhere_refused(CipherSuite suite) {
    World world = World.of(suite, "alice");
    Bytes message = KeyPackages.message(world.client("dave").bundle().keyPackage());
    assertRefused(world.client("alice"), message, KeyPackages::read);
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Proposals of those who are outside: RFC 9420 §12.1.8. A group of alice, bob and carol, who have
/// put a server on their list.
@ParameterizedClass
@EnumSource(
    value = CipherSuite.class,
    names = {"X25519_AES128GCM_SHA256_ED25519", "P256_AES128GCM_SHA256_P256"})
class OutsidersTest {
  private final World world;
  private final World.Client alice;
  private final World.Client bob;
  private final World.Client carol;

  OutsidersTest(CipherSuite suite) {
    world = new World(suite, 1, GroupSettings.recommended());
    world.engine = world.engine.outsiders(OutsiderPolicy.open());
    alice = world.client("alice");
    bob = world.client("bob");
    carol = world.client("carol");
  }

  @BeforeEach
  void listTheServer() {
    world.group("alice", "bob", "carol");
    world.commit(
        bob,
        CommitRequest.empty()
            .extensions(List.of(OutsiderBreaches.senders(world, "nobody", "server"))));
  }

  private Incoming.OutsiderProposalHeld told(Bytes message) {
    Incoming heard = alice.receive(message);
    bob.receive(message);
    carol.receive(message);
    return (Incoming.OutsiderProposalHeld) heard;
  }

  private Incoming.OutsiderProposalHeld told(Proposal proposal) {
    return told(OutsiderBreaches.proposed(world, "server", 1, proposal));
  }

  @Test
  void listedServer_proposesToRemove_andAMemberCommitsIt_evenAfterACrash() {
    var held = told(new Proposal.Remove(carol.leaf()));
    assertThat(held.sender()).isEqualTo(world.client("server").identity.credential());
    assertThat(alice.group().commitDue()).isTrue();
    alice.restart();
    assertThat(alice.group().proposals()).containsExactly(held.reference());
    world.commit(alice, CommitRequest.empty());
    assertThat(world.members()).containsExactly(alice, bob);
  }

  @Test
  void removedMember_cannotCommitItsOwnRemovalAsProposedByTheServer() {
    told(new Proposal.Remove(carol.leaf()));
    assertThat(carol.stage(CommitRequest.empty()).leftOut()).hasSize(1);
  }

  @Test
  void listedServer_addsSomebody_changesExtensions_andNamesAKey() {
    var dave = world.client("dave");
    told(new Proposal.Add(dave.keyPackage()));
    var required = new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1));
    told(new Proposal.GroupContextExtensions(List.of(required)));
    var name = new PreSharedKeyId.Source.External(Bytes.ofUtf8("k"));
    told(
        new Proposal.PreSharedKey(
            new PreSharedKeyId(name, world.random.bytes(world.suite.hashSize()))));
    var keys = PreSharedKeys.NONE.with(name, Secret.copyOf(Bytes.ofUtf8("secret")));
    StagedCommit staged = carol.stage(CommitRequest.empty().keys(keys));
    assertThat(staged.leftOut()).isEmpty();
    for (World.Client other : List.of(alice, bob)) {
      other.merge(((Incoming.CommitStaged) other.receive(staged.commitMessage(), keys)).commit());
    }
    carol.merge(staged);
    dave.join(staged, keys);
    world.assertAgreement();
    assertThat(dave.group().context().extensions()).containsExactly(required);
  }

  @Test
  void newcomer_asksToBeAdded_andIs() {
    var dave = world.client("dave");
    var held =
        told(
            Outsiders.askToJoin(
                dave.identity, dave.keyPackage(), alice.group().id(), alice.group().epoch()));
    assertThat(held.sender()).isEqualTo(dave.identity.credential());
    StagedCommit staged = bob.stage(CommitRequest.empty());
    alice.merge(alice.commit(staged.commitMessage()));
    carol.merge(carol.commit(staged.commitMessage()));
    bob.merge(staged);
    dave.join(staged);
    world.assertAgreement();
  }

  @Test
  void whatNobodyOutsideMaySay_isMisuse() {
    assertThatThrownBy(
            () ->
                OutsiderBreaches.proposed(
                    world, "server", 1, new Proposal.ExternalInit(Bytes.EMPTY)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                Outsiders.askToJoin(
                    bob.identity,
                    world.client("dave").keyPackage(),
                    alice.group().id(),
                    alice.group().epoch()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

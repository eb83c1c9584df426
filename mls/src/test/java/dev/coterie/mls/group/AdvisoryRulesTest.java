package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rules that speak to applications, or of what this engine does not offer: what it does instead.
class AdvisoryRulesTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final int CUSTOM = 0xF042;

  /// The name of an application for its leaf, which alice and mallory both claim.
  private static final Extension ID = new Extension.ApplicationId(Bytes.ofUtf8("alice's phone"));

  private static KeyPackage claiming(World world, String name) {
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
                    all.versions(),
                    all.cipherSuites(),
                    all.extensions(),
                    List.of(CUSTOM),
                    all.credentials()),
                draft.source(),
                List.of(ID))
            .sign(world.crypto, owner.identity.keys().privateKey());
    return KeyPackage.sign(
        world.crypto, owner.identity.keys().privateKey(), full.initKey(), leaf, List.of());
  }

  /// CR-14: it is neither unique nor proof of anything. Who says something is told by credential,
  /// key and seat; nothing that the engine tells of a member comes from it.
  @Test
  void applicationId_isNobodysName_andMayBeClaimedTwice() {
    World world = World.of(SUITE, "founder");
    KeyPackage hers = claiming(world, "alice");
    KeyPackage his = claiming(world, "mallory");
    World.Client founder = world.client("founder");
    founder.merge(founder.stage(CommitRequest.empty().add(hers, his)));
    List<Member> members = founder.group().members().toList();
    assertThat(members)
        .extracting(Member::credential)
        .containsExactly(
            founder.identity.credential(),
            world.client("alice").identity.credential(),
            world.client("mallory").identity.credential());
    assertThat(members).extracting(Member::key).doesNotHaveDuplicates();
    assertThat(members.toString()).doesNotContain("phone").doesNotContain(idInHex());
    founder.restart();
    founder.merge(founder.stage(CommitRequest.empty().remove(new LeafIndex(2))));
    assertThat(founder.group().member(new LeafIndex(1)).orElseThrow().credential())
        .isEqualTo(world.client("alice").identity.credential());
  }

  private static String idInHex() {
    return Bytes.ofUtf8("alice's phone").toHex();
  }

  /// XT-09: no type of proposal can be registered beside the RFC's seven, so that none is without
  /// its three statements; the three stand in code for each of the seven.
  @Test
  void proposalTypes_areSeven_andNoOtherDecodes_whateverFollows() {
    for (int type = 0; type <= 0xffff; type++) {
      if (!Proposal.isDefault(type)) {
        Bytes body = new WireWriter().uint16(type).opaque(Bytes.EMPTY).toBytes();
        assertThatExceptionOfType(MalformedException.class)
            .isThrownBy(() -> Proposal.CODEC.decode(body))
            .satisfies(e -> assertThat(e.field()).isEqualTo("proposal_type"));
      }
    }
    assertThat(Proposal.class.getPermittedSubclasses()).hasSize(7);
    assertThat(IntStream.rangeClosed(0, 0xffff).filter(Proposal::isDefault))
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  /// PR-21: no list holds a type that is not default, whoever supports it, so whether all do is
  /// never asked; and requiring one that some do not support is refused (PR-08).
  @Test
  void commitWithAProposalOfAnotherType_isRefused_thoughAllSupportIt() {
    World world = World.of(SUITE, Breach.PUBLIC, "alice", "carol");
    World.Client alice = world.client("alice");
    World.Client carol = world.client("carol");
    StagedCommit staged = carol.stage(CommitRequest.empty().add(claiming(world, "dave")));
    alice.merge(alice.commit(staged.commitMessage()));
    carol.merge(staged);
    var mallory = new Mallory(world, carol);
    Proposal known = new Proposal.ExternalInit(Bytes.ofUtf8("the body of a proposal"));
    Bytes entry = ProposalOrRef.CODEC.encode(new ProposalOrRef.ByValue(known));
    String hex = mallory.commit(known).toHex();
    Bytes message = Bytes.fromHex(hex.replace(entry.toHex(), custom(entry).toHex()));
    assertThat(message.toHex()).isNotEqualTo(hex);
    var before = alice.snapshot();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> alice.group().receive(message, World.NOW))
        .satisfies(e -> assertThat(e.field()).isEqualTo("proposal_type"));
    assertThat(alice.snapshot()).isEqualTo(before);
    assertThat(alice.group().spent().isEmpty()).isTrue();
  }

  /// The same entry under another type.
  private static Bytes custom(Bytes entry) {
    return Bytes.concat(
        entry.slice(0, 1), new WireWriter().uint16(CUSTOM).toBytes(), entry.slice(3));
  }
}

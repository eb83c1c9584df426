package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Proposal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Numbers that mean nothing: sent where the policy says, and no obstacle anywhere.
class GreaseTest {
  private final World world = new World(CipherSuite.X25519_AES128GCM_SHA256_ED25519);

  private World.Client client(String name, GreasePolicy policy) {
    World.Client client = world.client(name);
    client.identity = client.identity.grease(policy);
    return client;
  }

  private static Stream<Integer> codes(Capabilities can) {
    return Stream.of(
            can.versions(),
            can.cipherSuites(),
            can.extensions(),
            can.proposals(),
            can.credentials())
        .flatMap(List::stream);
  }

  private static long greased(List<Extension> extensions) {
    return extensions.stream().filter(one -> Grease.is(one.type())).count();
  }

  @ParameterizedTest
  @EnumSource(GreasePolicy.class)
  void grease_isWhereThePolicySays_andNowhereElse(GreasePolicy policy) {
    World.Client alice = client("alice", policy);
    KeyPackage keyPackage = alice.keyPackage();
    Capabilities can = keyPackage.leafNode().capabilities();
    boolean extensions = policy == GreasePolicy.EVERYWHERE;
    for (var list :
        List.of(can.cipherSuites(), can.extensions(), can.proposals(), can.credentials())) {
      assertThat(list.stream().anyMatch(Grease::is)).isEqualTo(policy != GreasePolicy.NOWHERE);
    }
    assertThat(can.versions()).noneMatch(Grease::is);
    assertThat(greased(keyPackage.extensions()) > 0).isEqualTo(extensions);
    assertThat(greased(keyPackage.leafNode().extensions()) > 0).isEqualTo(extensions);
    alice.found(List.of());
    GroupInfo info = (GroupInfo) MlsMessage.CODEC.decode(alice.groupInfo(TreePlacement.INSIDE));
    assertThat(greased(info.extensions()) > 0).isEqualTo(extensions);
    assertThat(info.groupContext().extensions()).isEmpty();
    StagedCommit own = alice.stage(CommitRequest.empty());
    alice.apply(alice.group().keep(own));
    alice.restart();
    assertThat(alice.group().pending()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(GreasePolicy.class)
  void policyOfANewIdentity_survivesACrashBeforeTheCommitStands(GreasePolicy policy) {
    World.Client alice = client("alice", GreasePolicy.EVERYWHERE);
    alice.found(List.of());
    Identity fresh =
        new Identity(
                world.suite,
                alice.identity.credential(),
                world.crypto.generateSignatureKeyPair(world.random))
            .grease(policy);
    alice.apply(alice.group().keep(alice.stage(CommitRequest.empty().identity(fresh))));
    alice.restart();
    alice.merge(alice.group().pending().orElseThrow());
    assertThat(alice.group().identity().grease()).isEqualTo(policy);
  }

  /// Added, updating, committing, coming in from outside, and under required capabilities: what
  /// others sprinkle changes nothing for those who do not.
  @Test
  void greaseOfOthers_isIgnoredEverywhere() {
    world.engine = world.engine.outsiders(OutsiderPolicy.open());
    World.Client plain = client("plain", GreasePolicy.NOWHERE);
    client("greased", GreasePolicy.EVERYWHERE);
    client("lists", GreasePolicy.LISTS_ONLY);
    plain.found(
        List.of(
            new Extension.RequiredCapabilities(
                List.of(), List.of(), List.of(Credential.Basic.TYPE))));
    plain.invite("greased", "lists");
    for (World.Client one : List.copyOf(world.members())) {
      world.commit(one, CommitRequest.empty());
      Bytes update = one.proposeUpdate().message();
      for (World.Client other : world.members()) {
        if (other != one) {
          other.receive(update);
        }
      }
      World.Client committer = world.members().get(one == plain ? 1 : 0);
      world.commit(committer, CommitRequest.empty());
      LeafNode leaf = one.group().state().epoch().tree().leaf(one.leaf()).orElseThrow();
      assertThat(codes(leaf.capabilities()).anyMatch(Grease::is))
          .as("%s keeps its own policy", one.name)
          .isEqualTo(one != plain);
    }
    World.Client late = client("late", GreasePolicy.EVERYWHERE);
    late.comeIn(ExternalJoin.of(plain.groupInfo(TreePlacement.INSIDE)));
    late.comeIn(ExternalJoin.of(plain.groupInfo(TreePlacement.INSIDE)).resync());
    Proposed remove = late.propose(new Proposal.Remove(world.client("lists").leaf()));
    for (World.Client other : world.members()) {
      if (other != late) {
        other.receive(remove.message());
      }
    }
    world.commit(plain, CommitRequest.empty());
    assertThat(plain.hear(late.say("hello"))).isEqualTo("hello");
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.ReceptionRule;
import dev.coterie.mls.policy.SecretTreeRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Within the bounds the order of delivery makes no difference: handshakes and texts of several
/// epochs, shuffled and doubled, with crashes in between, lead to the same state, and every text is
/// heard once.
class DeliveryOrderTest {
  private static final GroupSettings SETTINGS =
      GroupSettings.recommended()
          .retention(new GroupSettings.Retention(8, 100, 100, 100))
          .waiting(new GroupSettings.Waiting(100, 8, 200, 8, 1 << 20));

  private final List<String> heard = new ArrayList<>();

  @Property(tries = 40)
  void anyOrder_sameState_everyTextOnce(@ForAll long seed) {
    heard.clear();
    Random dice = new Random(seed);
    World world =
        new World(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            seed,
            SETTINGS.handshakes(dice.nextBoolean() ? HandshakeWire.PRIVATE : HandshakeWire.PUBLIC));
    world.group("alice", "bob", "carol");
    World.Client alice = world.client("alice");
    Set<String> said = new TreeSet<>();
    List<Bytes> sent = history(world, dice, said);
    List<Bytes> delivered = new ArrayList<>(sent);
    for (int i = 0; i < 5; i++) {
      delivered.add(sent.get(dice.nextInt(sent.size())));
    }
    Collections.shuffle(delivered, dice);
    for (Bytes message : delivered) {
      take(alice, message);
      drain(alice);
      if (dice.nextInt(6) == 0) {
        alice.restart();
      }
    }
    world.assertAgreement();
    assertThat(heard).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(heard)).isEqualTo(said);
    assertThat(alice.group().earlyMessages()).isEmpty();
    assertThat(alice.group().heldCommits()).isEmpty();
    assertThat(alice.hear(world.client("bob").say("after"))).isEqualTo("after");
  }

  /// What bob and carol do while alice hears nothing, in order.
  private static List<Bytes> history(World world, Random dice, Set<String> said) {
    List<World.Client> active = List.of(world.client("bob"), world.client("carol"));
    List<Bytes> sent = new ArrayList<>();
    int epochs = 2 + dice.nextInt(3);
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int i = dice.nextInt(4); i > 0; i--) {
        World.Client speaker = active.get(dice.nextInt(2));
        String text = "text " + said.size();
        said.add(text);
        sent.add(tell(active, speaker, speaker.say(text)));
      }
      World.Client committer = active.get(dice.nextInt(2));
      World.Client proposer = active.get(dice.nextInt(2));
      if (dice.nextBoolean()) {
        Proposed proposed =
            proposer == committer
                ? proposer.propose(new Proposal.Add(world.client("n" + epoch).keyPackage()))
                : proposer.proposeUpdate();
        sent.add(tell(active, proposer, proposed.message()));
      }
      StagedCommit staged = committer.stage(CommitRequest.empty());
      for (World.Client other : active) {
        if (other != committer) {
          other.merge(other.commit(staged.commitMessage()));
        }
      }
      committer.merge(staged);
      sent.add(staged.commitMessage());
      staged
          .welcome()
          .ifPresent(_ -> staged.added().forEach(one -> world.client(nameOf(one)).join(staged)));
      if (!staged.added().isEmpty()) {
        // the newcomer leaves again, so that two go on alone
        World.Client fresh = world.client(nameOf(staged.added().getFirst()));
        StagedCommit out = committer.stage(CommitRequest.empty().remove(fresh.leaf()));
        for (World.Client other : active) {
          if (other != committer) {
            other.merge(other.commit(out.commitMessage()));
          }
        }
        fresh.merge(fresh.commit(out.commitMessage()));
        committer.merge(out);
        sent.add(out.commitMessage());
      }
    }
    return sent;
  }

  private static String nameOf(Member member) {
    return ((Credential.Basic) member.credential()).identity().utf8();
  }

  private static Bytes tell(List<World.Client> active, World.Client author, Bytes message) {
    active.stream().filter(one -> one != author).forEach(one -> one.receive(message));
    return message;
  }

  private void take(World.Client client, Bytes message) {
    try {
      note(client, client.receive(message));
    } catch (RefusedException refused) {
      // what came twice, or a handshake that an early copy of it overtook
      assertThat(refused.rule()).isIn(SecretTreeRule.GENERATION_SPENT, ReceptionRule.EPOCH_GONE);
      client.apply(client.group().spent());
    }
  }

  private void drain(World.Client client) {
    for (Bytes reference : client.group().ready()) {
      try {
        Incoming incoming = client.group().retry(reference, World.NOW);
        client.apply(incoming.delta());
        note(client, incoming);
        if (incoming instanceof Incoming.CommitStaged) {
          drain(client);
          return;
        }
      } catch (RefusedException refused) {
        assertThat(refused.rule()).isEqualTo(SecretTreeRule.GENERATION_SPENT);
        client.apply(client.group().spent());
      }
    }
  }

  private void note(World.Client client, Incoming incoming) {
    switch (incoming) {
      case Incoming.Application text -> heard.add(text.plaintext().utf8());
      case Incoming.CommitStaged staged -> client.merge(staged.commit());
      case Incoming.ProposalHeld _, Incoming.CommitHeld _, Incoming.MessageEarly _ -> {}
      case Incoming.OutsiderProposalHeld _, Incoming.OwnMessage _ ->
          throw new AssertionError(incoming.toString());
    }
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.ReceptionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A group that lives at random: members talk, propose, commit at the same time, come, go, restart.
/// A failure names its seed. After every epoch those who processed the same commits know the same.
class GroupModelTest {
  private static final int STEPS = 60;

  private final List<Bytes> unheard = new ArrayList<>();
  private int newcomers;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void groupLivingAtRandomStaysTogether(long seed) {
    HandshakeWire wire = List.of(HandshakeWire.values()).get((int) (seed % 3));
    World world =
        new World(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            seed,
            GroupSettings.recommended().handshakes(wire));
    world.engine = world.engine.outsiders(OutsiderPolicy.open());
    world.group("m0", "m1", "m2");
    newcomers = 3;
    for (int step = 0; step < STEPS; step++) {
      step(world);
    }
    epoch(world);
    assertThat(world.members().getFirst().group().epoch().value()).isGreaterThan(8);
  }

  private void step(World world) {
    World.Client one = anybody(world);
    switch (world.random.below(9)) {
      case 0, 1, 2 -> talk(world, one);
      case 3 -> deliver(world, one, one.proposeUpdate().message());
      case 4 -> {
        World.Client other = anybody(world);
        if (other != one) {
          deliver(world, one, one.propose(new Proposal.Remove(other.leaf())).message());
        }
      }
      case 5 -> one.restart();
      case 6 -> fromOutside(world, one);
      default -> epoch(world);
    }
  }

  /// Somebody new comes in without help, or somebody comes back without its state.
  private void fromOutside(World world, World.Client inside) {
    ExternalJoin info = ExternalJoin.of(inside.groupInfo(TreePlacement.INSIDE));
    World.Client other = anybody(world);
    if (world.members().size() < 9 && world.random.chance(50)) {
      world.client("m" + newcomers++).comeIn(info);
    } else if (other != inside) {
      other.comeIn(info.resync());
    }
    late(world);
  }

  private static World.Client anybody(World world) {
    List<World.Client> members = world.members();
    return members.get(world.random.below(members.size()));
  }

  private void talk(World world, World.Client speaker) {
    if (!speaker.group().commitDue()) {
      Bytes message = speaker.say("at " + speaker.group().epoch());
      if (world.random.chance(30)) {
        unheard.add(message);
      } else {
        deliver(world, speaker, message);
      }
    }
  }

  private static void deliver(World world, World.Client author, Bytes message) {
    for (World.Client other : world.members()) {
      if (other != author) {
        other.receive(message);
      } else if (world.random.chance(50)) {
        assertThat(other.receive(message)).isInstanceOf(Incoming.OwnMessage.class);
      }
    }
  }

  /// Two members commit at the same time; the first wins, the second drops its own.
  private void epoch(World world) {
    World.Client winner = anybody(world);
    World.Client loser = anybody(world);
    List<World.Client> before = world.members();
    CommitRequest request = request(world, winner);
    StagedCommit staged = winner.stage(request);
    winner.apply(winner.group().keep(staged));
    if (loser != winner) {
      loser.apply(loser.group().keep(loser.stage(CommitRequest.empty())));
    }
    if (world.random.chance(30)) {
      winner.restart();
    }
    for (World.Client member : before) {
      StagedCommit seen =
          member == winner
              ? ((Incoming.OwnMessage) member.receive(staged.commitMessage()))
                  .commit()
                  .orElseThrow()
              : member.commit(staged.commitMessage());
      member.merge(seen);
    }
    staged.added().stream()
        .map(added -> ((Credential.Basic) added.credential()).identity())
        .map(name -> world.client(name.utf8()))
        .forEach(fresh -> fresh.join(staged));
    world.assertAgreement();
    assertThat(world.members()).allMatch(member -> member.group().pending().isEmpty());
    late(world);
  }

  /// What was said before the epoch ended and not heard yet, in any order.
  private void late(World world) {
    for (Bytes message : List.copyOf(unheard)) {
      if (world.random.chance(50)) {
        unheard.remove(message);
        World.Client listener = anybody(world);
        Optional<Incoming> heard = tryToHear(listener, message);
        heard.ifPresent(
            incoming ->
                assertThat(incoming)
                    .isInstanceOfAny(Incoming.Application.class, Incoming.OwnMessage.class));
      }
    }
  }

  private static Optional<Incoming> tryToHear(World.Client listener, Bytes message) {
    try {
      return Optional.of(listener.receive(message));
    } catch (RefusedException refused) {
      // Came in after it was said, or the epoch has left the window.
      assertThat(refused.rule()).isIn(ReceptionRule.EPOCH_GONE);
      return Optional.empty();
    }
  }

  private CommitRequest request(World world, World.Client committer) {
    int members = world.members().size();
    CommitRequest request =
        world.random.chance(50)
            ? CommitRequest.empty()
            : CommitRequest.empty().path(CommitRequest.PathPolicy.WHEN_NEEDED);
    if (members < 9 && world.random.chance(60)) {
      List<KeyPackage> fresh = new ArrayList<>();
      for (int i = world.random.below(3); i >= 0; i--) {
        fresh.add(world.client("m" + newcomers++).keyPackage());
      }
      request = request.add(fresh);
    }
    if (members > 3 && world.random.chance(40)) {
      LeafIndex target = anybody(world).leaf();
      if (!target.equals(committer.leaf())) {
        request = request.remove(target);
      }
    }
    return request;
  }
}

package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.policy.TreeRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever made a handshake that is refused is named if, and only if, its signature was seen.
final class RefusedAuthorTest {
  private static RefusedException refusal(World.Client client, Bytes message) {
    return catchThrowableOfType(
        RefusedException.class, () -> client.group().receive(message, World.NOW));
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void commitThatOpensAndWhosePathDoesNot_namesItsCommitter(CipherSuite suite) {
    var world = World.of(suite, "alice", "bob", "carol");
    Bytes commit = new Mallory(world, world.client("carol")).commit();
    for (String name : new String[] {"alice", "bob"}) {
      var group = world.client(name).group();
      var before = world.client(name).snapshot();
      RefusedException refused = refusal(world.client(name), commit);
      assertThat(refused.rule()).isEqualTo(TreeRule.PATH_UNREADABLE);
      assertThat(group.authorOf(refused).orElseThrow().index())
          .isEqualTo(world.client("carol").leaf());
      world.client(name).apply(group.spent());
      assertThat(group.epoch().value()).isEqualTo(1);
      assertThat(before).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void commitThatDoesNotOpen_namesNobody_andNoOlderRefusalAnswersForIt(CipherSuite suite) {
    var world = World.of(suite, "alice", "bob", "carol");
    RefusedException signed =
        refusal(world.client("alice"), new Mallory(world, world.client("carol")).commit());
    byte[] bent = world.client("bob").stage(CommitRequest.empty()).commitMessage().toArray();
    bent[bent.length - 1] ^= 1;
    RefusedException garbage = refusal(world.client("alice"), Bytes.wrap(bent));
    assertThat(world.client("alice").group().authorOf(garbage)).isEmpty();
    assertThat(signed).isNotSameAs(garbage);
  }
}

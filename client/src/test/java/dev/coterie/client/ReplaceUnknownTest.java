package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.StuckRow;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.GroupId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A group that stands still, and nobody knows by whose commit. How it comes to that is shown where
/// such commits are made.
final class ReplaceUnknownTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private void stop(String name, GroupId id, Optional<Person> committer) {
    MemoryClientStore store = world.stop(name);
    Bytes key = GroupKeys.of(id);
    GroupRow row = GroupRow.CODEC.decode(store.get(Table.GROUP, key).orElseThrow());
    var still =
        new GroupRow(
            row.name(), GroupStatus.BLOCKED, row.mark(), row.lastHandshake(), row.nextOrder());
    var stuck = new StuckRow(row.mark(), committer, StuckRow.Word.NONE);
    store.apply(
        new Batch()
            .put(Table.GROUP, key, GroupRow.CODEC.encode(still))
            .put(Table.STUCK, key, StuckRow.CODEC.encode(stuck)));
    world.open(name, store, link -> link);
  }

  @Test
  void unknownCommitter_hasToBeNamed() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.stop("bob");
    world.stop("carol");
    stop("alice", id, Optional.empty());
    assertThatThrownBy(() -> world.of("alice", id).replace())
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(ClientRule.COMMITTER_UNKNOWN));
    assertThat(world.client("alice").groups()).hasSize(1);
    Group next = world.of("alice", id).replace(world.client("carol").self().fingerprint());
    assertThat(next.members()).extracting(Group.MemberView::name).containsExactly("alice", "bob");
    assertThat(world.told("alice", ClientEvent.GroupReplaced.class).successor())
        .isEqualTo(next.id());
  }

  @Test
  void lastOneLeft_goesOnAlone_andASecondCallFindsTheSameGroup() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    Person bob = world.client("bob").self();
    world.stop("bob");
    stop("alice", id, Optional.of(bob));
    Group next = world.of("alice", id).replace();
    assertThat(next.members()).hasSize(1);
    assertThat(world.of("alice", id).replace().id()).isEqualTo(next.id());
    assertThatThrownBy(() -> world.of("alice", id).text("over"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.GROUP_REPLACED));
  }
}

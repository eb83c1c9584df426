package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Inspection;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Spoiler;
import dev.coterie.mls.message.GroupId;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A member that commits what others cannot open. Alice's client is off; her keys and her link are
/// in bad hands.
final class SpoiledCommitTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private void commitAsAlice(GroupId id, IntPredicate spoiled) {
    MemoryClientStore store = world.stop("alice");
    Bytes message;
    try (MlsGroup keys = Inspection.of(store).mls(id).orElseThrow()) {
      message =
          Spoiler.commit(
              keys.identity(), keys.rows(), spoiled, RandomSource.system(), Instant.now());
    }
    var at = new HubGroupId(id.value());
    var link = world.link("alice");
    long last = link.readLog(at, Long.MAX_VALUE, 1).head().lastHandshake();
    var append = HandshakeAppend.of(at, RandomSource.system().bytes(16), last, message);
    assertThat(link.append(append)).isInstanceOf(AppendResult.Accepted.class);
  }

  @Test
  void commitThatOnlyOneCannotOpen_costsItARejoin_andNobodyElseAnything() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("before").await();
    world.awaitTexts(id, 1, "bob", "carol");
    commitAsAlice(id, step -> step == 0);
    assertThat(world.told("bob", ClientEvent.CommitUnreadable.class).rule())
        .isEqualTo("PATH_UNREADABLE");
    assertThat(world.told("bob", ClientEvent.HealingBegan.class).reason())
        .isEqualTo(ReturnReason.BLOCKED);
    world.told("bob", ClientEvent.Healed.class);
    world.told("carol", ClientEvent.MemberReturned.class);
    World.eventually("bob works", () -> world.of("bob", id).status() == GroupStatus.ACTIVE);
    world.awaitAgreement(id, "bob", "carol");
    world.of("bob", id).text("back").await();
    world.of("carol", id).text("welcome").await();
    World.eventually("bob heard", () -> world.texts("bob", id).contains("welcome"));
    World.eventually("carol heard", () -> world.texts("carol", id).contains("back"));
    assertThat(world.events("carol")).noneMatch(ClientEvent.CommitUnreadable.class::isInstance);
    assertThat(world.of("carol", id).members()).hasSize(3);
  }

  /// All but one are stuck at the same record: they come back one after the other.
  @Test
  void commitThatTwoCannotOpen_bothComeBack() {
    world.with("alice", "bob", "carol", "dave", "erin");
    GroupId id = world.group("alice", "bob", "carol", "dave", "erin");
    // Step 1 goes to carol and dave, step 2 to erin.
    commitAsAlice(id, step -> step == 1);
    for (String name : List.of("carol", "dave")) {
      world.told(name, ClientEvent.Healed.class);
      World.eventually(name + " works", () -> world.of(name, id).status() == GroupStatus.ACTIVE);
    }
    world.awaitAgreement(id, "bob", "carol", "dave", "erin");
    assertThat(world.of("bob", id).members()).hasSize(5);
  }

  @Test
  void commitThatNobodyCanOpen_findsNobodyToAnswer_andEverybodyNamesTheSameRecord() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    commitAsAlice(id, step -> true);
    for (String name : List.of("bob", "carol")) {
      world.told(name, ClientEvent.CommitUnreadable.class);
      assertThat(world.of(name, id).status()).isEqualTo(GroupStatus.BLOCKED);
    }
    assertThat(world.events("bob")).noneMatch(ClientEvent.Healed.class::isInstance);
  }
}

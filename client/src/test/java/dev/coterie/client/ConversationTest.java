package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coterie.client.contact.Standing;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.testing.World;
import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// People in groups, with nothing going wrong but the usual.
final class ConversationTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatOneSays_allHear() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("hello").await();
    world.of("bob", id).text("grüße 👋").await();
    world.of("carol", id).text("").await();
    world.awaitTexts(id, 3, "alice", "bob", "carol");
    assertThat(world.texts("bob", id)).containsExactly("hello", "grüße 👋", "");
    assertThat(world.texts("alice", id)).isEqualTo(world.texts("bob", id));
    assertThat(world.texts("carol", id)).isEqualTo(world.texts("bob", id));
    world.awaitAgreement(id, "alice", "bob", "carol");
    assertThat(world.of("carol", id).name()).isEqualTo("club");
    assertThat(world.of("bob", id).members())
        .extracting(Group.MemberView::name, Group.MemberView::standing)
        .containsExactlyInAnyOrder(
            tuple("alice", Standing.PINNED),
            tuple("bob", Standing.SELF),
            tuple("carol", Standing.PINNED));
  }

  @Test
  void removedMember_hearsNothingMore_andIsTold() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("before").await();
    world.awaitTexts(id, 1, "bob", "carol");
    world.of("alice", id).remove("carol");
    world.told("carol", ClientEvent.Removed.class);
    world.of("alice", id).text("after").await();
    world.awaitTexts(id, 2, "bob");
    assertThat(world.texts("carol", id)).containsExactly("before");
    assertThat(world.of("carol", id).status()).isEqualTo(GroupStatus.REMOVED);
    assertThatThrownBy(() -> world.of("carol", id).text("hello?"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.NOT_A_MEMBER));
    assertThat(world.of("bob", id).members()).hasSize(2);
  }

  @Test
  void removedMember_mayBeInvitedAgain() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("alice", id).text("one").await();
    world.awaitTexts(id, 1, "bob");
    world.of("alice", id).remove("bob");
    world.told("bob", ClientEvent.Removed.class);
    world.of("alice", id).text("two").await();
    world.of("alice", id).invite("bob");
    World.eventually("bob is back", () -> world.of("bob", id).status() == GroupStatus.ACTIVE);
    world.of("bob", id).text("three").await();
    world.of("alice", id).text("four").await();
    world.awaitTexts(id, 4, "alice");
    world.awaitTexts(id, 3, "bob");
    assertThat(world.texts("bob", id)).containsExactly("one", "three", "four");
  }

  @Test
  void newcomer_hearsWhatIsSaidAfterItsAddition() {
    world.with("alice", "bob", "dave");
    GroupId id = world.group("alice", "bob");
    world.of("alice", id).text("old").await();
    world.of("bob", id).invite("dave");
    World.eventually("dave is in", () -> world.client("dave").group(id).isPresent());
    world.of("alice", id).text("new").await();
    world.awaitTexts(id, 1, "dave");
    assertThat(world.texts("dave", id)).containsExactly("new");
  }

  @Test
  void whoLeaves_isRemovedBySomebodyElse() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("bob", id).leave();
    world.told("bob", ClientEvent.Removed.class);
    World.eventually("two are left", () -> world.of("alice", id).members().size() == 2);
    world.of("carol", id).text("he is gone").await();
    world.awaitTexts(id, 1, "alice");
    assertThat(world.texts("bob", id)).isEmpty();
  }

  @Test
  void lastMember_cannotLeave() {
    world.with("alice");
    GroupId id = world.group("alice");
    assertThatThrownBy(() -> world.of("alice", id).leave())
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.LAST_MEMBER));
    assertThatThrownBy(
            () -> world.of("alice", id).remove(world.client("alice").self().fingerprint()))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.REMOVES_ITSELF));
  }

  @Test
  void commitsOfAll_atOnce_allHappen_andNoTextIsLost() throws Exception {
    String[] names = {"alice", "bob", "carol", "dave"};
    world.with(names);
    GroupId id = world.group("alice", "bob", "carol", "dave");
    List<Callable<Boolean>> work = new ArrayList<>();
    for (String name : names) {
      work.add(
          () -> {
            for (int i = 0; i < 5; i++) {
              world.of(name, id).update();
            }
            return true;
          });
      work.add(
          () -> {
            for (int i = 0; i < 20; i++) {
              world.of(name, id).text(name + " " + i);
            }
            return true;
          });
    }
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each : pool.invokeAll(work)) {
        assertThat(each.get()).isTrue();
      }
    }
    world.awaitTexts(id, 80, names);
    for (String name : names) {
      assertThat(world.texts(name, id)).isEqualTo(world.texts("alice", id)).hasSize(80);
      for (String author : names) {
        assertThat(world.texts(name, id).stream().filter(text -> text.startsWith(author + " ")))
            .hasSize(20);
      }
    }
    world.awaitAgreement(id, names);
    assertThat(world.of("alice", id).epoch().value()).isGreaterThanOrEqualTo(21);
  }

  @Test
  void longText_passes_andLongerIsRefusedBeforeItIsKept() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    String text = "ß".repeat(1 << 17);
    world.of("alice", id).text(text).await();
    world.awaitTexts(id, 1, "bob");
    assertThat(world.texts("bob", id)).containsExactly(text);
    assertThatThrownBy(() -> world.of("alice", id).text("x".repeat((1 << 20) + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(world.client("alice").inspection().waiting(id)).isZero();
  }
}

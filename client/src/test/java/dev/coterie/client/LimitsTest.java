package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.testing.World;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.GroupId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The limits of MLS, as a client lives with them.
final class LimitsTest {
  private static final GroupSettings LEAST = GroupSettings.recommended().byteBudget(16 << 20);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private MlsGroup stored(String name, GroupId id) {
    return world.client(name).inspection().mls(id).orElseThrow();
  }

  /// More than the budget of an epoch: at nine tenths the sender commits an update by itself.
  @Test
  void whoSaysMoreThanOneEpochHolds_updatesAndLosesNothing() {
    world.tuned(options -> options.with(LEAST)).with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    long before = stored("alice", id).epoch().value();
    String megabyte = "x".repeat(1_000_000);
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      said.add(i + " " + megabyte);
      world.of("alice", id).text(said.getLast()).await();
    }
    world.awaitTexts(id, said.size(), "bob");
    assertThat(world.texts("bob", id)).isEqualTo(said);
    world.awaitAgreement(id, "alice", "bob");
    assertThat(stored("alice", id).epoch().value()).isEqualTo(before + 1);
    assertThat(stored("alice", id).updateDue()).isFalse();
  }

  @Test
  void groupsThatThereAre_takeOverTheLimitsOfTheOptions() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("bob", id).text("one").await();
    GroupSettings narrow =
        LEAST
            .retention(new GroupSettings.Retention(1, 10, 100, 20))
            .waiting(new GroupSettings.Waiting(7, 2, 0, 1, 1 << 20))
            .resumptionEpochs(0);
    assertThat(stored("alice", id).settings()).isEqualTo(GroupSettings.recommended());
    world.tuned(options -> options.with(narrow));
    world.crash("alice");
    world.of("alice", id).text("two").await();
    assertThat(stored("alice", id).settings()).isEqualTo(narrow);
    world.crash("alice");
    world.of("bob", id).text("three").await();
    world.awaitTexts(id, 3, "alice", "bob");
    assertThat(world.texts("alice", id)).containsExactly("one", "two", "three");
    assertThat(stored("bob", id).settings()).isEqualTo(GroupSettings.recommended());
  }

  @Test
  void budgetThatDoesNotHoldTheLongestTexts_isRefused() {
    ClientOptions options = ClientOptions.named("alice");
    assertThatThrownBy(() -> options.with(LEAST.byteBudget((16 << 20) - 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("byteBudget");
  }
}

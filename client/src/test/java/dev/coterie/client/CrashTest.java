package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Message;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogPage;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Processes that end at any moment, hubs that do not answer, disks that fail.
final class CrashTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  /// A hub whose answers get lost, after they were true.
  private static final class AnswersLost extends Bent {
    private final AtomicBoolean lose;

    AnswersLost(HubLink straight, AtomicBoolean lose) {
      super(straight);
      this.lose = lose;
    }

    @Override
    public AppendResult append(ApplicationAppend append) {
      return lost(super.append(append));
    }

    @Override
    public AppendResult append(HandshakeAppend append) {
      return lost(super.append(append));
    }

    private AppendResult lost(AppendResult result) {
      if (lose.get()) {
        throw new UnavailableException("hub", new IOException("answer lost"));
      }
      return result;
    }
  }

  @Test
  void crashesUnderTraffic_loseNothing_doubleNothing() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var acknowledged = new ArrayList<String>();
    for (int round = 0; round < 12; round++) {
      String text = "round " + round;
      Delivery delivery = world.of("alice", id).text(text);
      world.of("alice", id).text("beside " + round);
      if (round % 3 == 0) {
        world.of("bob", id).update();
      }
      if (round % 2 == 0) {
        delivery.await();
        acknowledged.add(text);
      }
      world.crash(round % 4 == 1 ? "bob" : "alice");
    }
    world.awaitTexts(id, 24, "alice", "bob");
    List<String> heard = world.texts("bob", id);
    assertThat(heard).doesNotHaveDuplicates().hasSize(24).containsAll(acknowledged);
    assertThat(world.texts("alice", id)).isEqualTo(heard);
    assertNoGenerationTwice("bob", id);
    world.awaitAgreement(id, "alice", "bob");
  }

  private void assertNoGenerationTwice(String name, GroupId id) {
    var used = new HashSet<List<Object>>();
    for (Message message : world.client(name).inspection().messages(id)) {
      assertThat(used.add(List.of(message.epoch(), message.leaf(), message.generation())))
          .as("%s", message)
          .isTrue();
    }
  }

  @Test
  void textsSaidWithoutHub_areSentByTheNextProcess() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var lose = new AtomicBoolean(true);
    MemoryClientStore store = world.stop("alice");
    world.open("alice", store, link -> new AnswersLost(link, lose));
    world.of("alice", id).text("did it arrive?");
    World.eventually("bob heard it", () -> world.texts("bob", id).size() == 1);
    MemoryClientStore left = world.stop("alice");
    world.open("alice", left, link -> link);
    world.of("alice", id).text("second").await();
    world.awaitTexts(id, 2, "alice", "bob");
    assertThat(world.texts("bob", id)).containsExactly("did it arrive?", "second");
    assertThat(world.texts("alice", id)).isEqualTo(world.texts("bob", id));
    assertThat(world.client("alice").inspection().acknowledged(id)).hasSize(2);
  }

  @Test
  void commitWhoseAnswerIsLost_isMergedFromTheLogByTheNextProcess() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var lose = new AtomicBoolean(true);
    MemoryClientStore before = world.stop("alice");
    // Cut from its log, it appends and never learns what became of it.
    world.open("alice", before, link -> new Deaf(new AnswersLost(link, lose)));
    World.eventually("alice reads", () -> world.of("alice", id).status() == GroupStatus.ACTIVE);
    Thread.ofVirtual().start(() -> updateQuietly(id));
    World.eventually("bob follows", () -> world.of("bob", id).epoch().value() == 2);
    MemoryClientStore left = world.stop("alice");
    world.open("alice", left, link -> link);
    world.awaitAgreement(id, "alice", "bob");
    world.of("alice", id).text("still here").await();
    world.awaitTexts(id, 1, "bob");
  }

  private void updateQuietly(GroupId id) {
    try {
      world.of("alice", id).update();
    } catch (UnavailableException e) {
      assertThat(e).isNotNull(); // the client was closed below it, as meant
    }
  }

  /// Shows the log as it was when the client opened.
  private static final class Deaf extends Bent {
    private long end = -1;

    Deaf(HubLink straight) {
      super(straight);
    }

    @Override
    public synchronized LogPage readLog(HubGroupId group, long from, int maxBytes) {
      var page = super.readLog(group, from, maxBytes);
      if (end < 0) {
        end = page.head().sequence();
      }
      return from <= end ? page : new LogPage(List.of(), page.head(), page.standing());
    }

    @Override
    public LiveSession subscribe(Consumer<LiveEvent> listener) {
      return super.subscribe(event -> {});
    }
  }

  @Test
  void oldCopyOfAStore_isNoticedBeforeItSends() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("alice", id).text("one").await();
    MemoryClientStore old = world.store("alice").copy();
    world.of("alice", id).text("two").await();
    world.of("alice", id).text("three").await();
    world.awaitTexts(id, 3, "bob");
    MemoryClientStore bob = world.stop("bob");
    world.stop("alice");
    world.open("alice", old, link -> link);
    world.told("alice", ClientEvent.StoreRestored.class);
    assertThat(world.of("alice", id).status()).isEqualTo(GroupStatus.BEHIND);
    assertThatThrownBy(() -> world.of("alice", id).text("from the past"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(ClientRule.STORE_BEHIND_LOG));
    world.open("bob", bob, link -> link);
    world.of("bob", id).text("still works").await();
    assertThat(world.texts("bob", id)).containsExactly("one", "two", "three", "still works");
  }

  @Test
  void oldCopyOfAStore_textSaidBeforeItIsNoticed_leavesAfterTheReturn() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore old = world.store("alice").copy();
    world.of("alice", id).text("one").await();
    world.stop("alice");
    Client copy = world.open("alice", old, link -> link);
    try {
      copy.group(id).orElseThrow().text("too early");
    } catch (RefusedException e) {
      assertThat(e.rule()).isEqualTo(ClientRule.STORE_BEHIND_LOG);
    }
    world.told("alice", ClientEvent.StoreRestored.class);
    world.told("alice", ClientEvent.Healed.class);
    world.of("bob", id).text("last").await();
    // Said too early, it waits until the copy is back, and then stands once.
    assertThat(world.texts("bob", id)).startsWith("one").contains("last");
    assertThat(world.texts("bob", id)).doesNotHaveDuplicates();
  }

  @Test
  void oldCopyOfAStore_fromBeforeAnOwnCommit_isNoticed() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore old = world.store("alice").copy();
    world.of("alice", id).update();
    world.stop("alice");
    world.open("alice", old, link -> link);
    world.told("alice", ClientEvent.StoreRestored.class);
  }

  @Test
  void diskThatFails_undoesTheCall_andTheGroupGoesOn() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("alice", id).text("one").await();
    world.store("alice").failNext(1);
    assertThatThrownBy(() -> world.of("alice", id).text("lost"))
        .isInstanceOf(UnavailableException.class);
    World.eventually(
        "alice speaks again",
        () -> {
          try {
            world.of("alice", id).text("two").await();
            return true;
          } catch (UnavailableException _) {
            return false;
          }
        });
    world.awaitTexts(id, 2, "bob");
    assertThat(world.texts("bob", id)).startsWith("one").contains("two").doesNotContain("lost");
  }

  @Test
  void listenerThatComesLate_readsFromTheJournal() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    for (int i = 0; i < 10; i++) {
      world.of("alice", id).text("text " + i).await();
    }
    world.awaitTexts(id, 10, "bob");
    world.crash("bob");
    var heard = new CopyOnWriteArrayList<String>();
    world
        .client("bob")
        .subscribe(
            0,
            (number, event) -> {
              if (event instanceof ClientEvent.TextReceived(var message)) {
                heard.add(message.text());
              }
            });
    World.eventually("all are heard", () -> heard.size() == 10);
    assertThat(heard).first().isEqualTo("text 0");
  }

  @Test
  void slowListener_delaysOnlyItself() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var gate = new CountDownLatch(1);
    var slow = new CopyOnWriteArrayList<Long>();
    world
        .client("bob")
        .subscribe(
            (number, event) -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              slow.add(number);
            });
    for (int i = 0; i < 50; i++) {
      world.of("alice", id).text("text " + i);
    }
    world.awaitTexts(id, 50, "bob");
    World.eventually(
        "the other listener heard all",
        () ->
            world.events("bob").stream().filter(ClientEvent.TextReceived.class::isInstance).count()
                == 50);
    assertThat(slow).isEmpty();
    gate.countDown();
    World.eventually("the slow one too", () -> slow.size() >= 50);
    assertThat(slow).isSorted().doesNotHaveDuplicates();
  }

  /// With nobody to answer it: the stop outlives a restart, reads nothing on, and says why.
  @Test
  void groupThatStandsStillBeforeACommit_staysSo_andSendsNothing() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("bob");
    Bytes key = GroupKeys.of(id);
    GroupRow row = GroupRow.CODEC.decode(store.get(Table.GROUP, key).orElseThrow());
    var still =
        new GroupRow(
            row.name(), GroupStatus.BLOCKED, row.mark(), row.lastHandshake(), row.nextOrder());
    store.apply(new Batch().put(Table.GROUP, key, GroupRow.CODEC.encode(still)));

    world.of("alice", id).text("not for bob").await();
    world.stop("alice");
    world.open("bob", store, link -> link);
    world.told("bob", ClientEvent.HealingBegan.class);

    assertThatThrownBy(() -> world.of("bob", id).text("not sent"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.GROUP_BLOCKED));
    assertThat(world.of("bob", id).status()).isEqualTo(GroupStatus.BLOCKED);
    assertThat(world.texts("bob", id)).isEmpty();
  }
}

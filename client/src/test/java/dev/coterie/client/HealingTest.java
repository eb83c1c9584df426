package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.Effect;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupLimits;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.Input;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PublicMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Members that cannot follow any more get back by themselves, whatever stopped them.
final class HealingTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private void awaitBack(GroupId id, String name) {
    world.told(name, ClientEvent.Healed.class);
    World.eventually(name + " works", () -> world.of(name, id).status() == GroupStatus.ACTIVE);
  }

  private void assertReason(String name, ReturnReason reason) {
    assertThat(world.told(name, ClientEvent.HealingBegan.class).reason()).isEqualTo(reason);
  }

  /// All have the same keys, and hear each other.
  private void assertWhole(GroupId id, String... names) {
    world.awaitAgreement(id, names);
    for (String name : names) {
      world.of(name, id).text("heard by all: " + name).await();
    }
    for (String name : names) {
      for (String other : names) {
        World.eventually(
            name + " hears " + other + " in " + world.texts(name, id),
            () -> world.texts(name, id).contains("heard by all: " + other));
      }
    }
  }

  private void lose(MemoryClientStore store, GroupId id, Table... tables) {
    var batch = new Batch();
    for (Table table : tables) {
      batch.deleteAll(table, GroupKeys.of(id));
    }
    store.apply(batch);
  }

  /// Commits from outside that stand in the log.
  private List<LogRecord> entries(GroupId id) {
    return world.link("alice").readLog(new HubGroupId(id.value()), 1, 1 << 24).records().stream()
        .filter(record -> record.kind() == LogRecord.Kind.HANDSHAKE)
        .filter(record -> MlsMessage.CODEC.decode(record.payload()) instanceof PublicMessage)
        .toList();
  }

  @Test
  void lostRows_comeBackFromTheOthers_andWhatWasSaidIsSent() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("before").await();
    world.awaitTexts(id, 1, "bob", "carol");
    MemoryClientStore store = world.stop("bob");
    lose(store, id, Table.MLS);
    world.open("bob", store, link -> link);
    assertReason("bob", ReturnReason.LOST);
    awaitBack(id, "bob");
    world.told("alice", ClientEvent.MemberReturned.class);
    assertWhole(id, "alice", "bob", "carol");
    assertThat(world.texts("bob", id)).startsWith("before");
    assertThat(world.of("alice", id).members()).hasSize(3);
    assertThat(entries(id)).hasSize(1);
  }

  @Test
  void everyRowOfTheGroupDamaged_comesBackToo() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("alice", id).text("before").await();
    world.awaitTexts(id, 1, "bob");
    MemoryClientStore store = world.stop("bob");
    store.apply(new Batch().put(Table.GROUP, GroupKeys.of(id), Bytes.of(9, 9, 9)));
    lose(store, id, Table.GBP);
    world.open("bob", store, link -> link);
    awaitBack(id, "bob");
    assertWhole(id, "alice", "bob");
    assertThat(world.of("bob", id).name()).isEqualTo("club");
  }

  @Test
  void restoredCopy_comesBack_andItsUnsentTextStandsOnce() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("bob", id).text("one").await();
    MemoryClientStore old = world.store("bob").copy();
    world.of("bob", id).text("two").await();
    world.stop("bob");
    world.open("bob", old, link -> link);
    world.told("bob", ClientEvent.StoreRestored.class);
    assertReason("bob", ReturnReason.BEHIND);
    awaitBack(id, "bob");
    assertWhole(id, "alice", "bob");
    assertThat(world.texts("alice", id)).containsOnlyOnce("one").containsOnlyOnce("two");
  }

  /// The text is in the copy's outbox, and was sent by the state that the copy does not know.
  @Test
  void textThatStoodAlready_isADuplicateAfterTheReturn() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var kept = new MemoryClientStore[1];
    MemoryClientStore store = world.stop("bob");
    world.open("bob", store, link -> new Mute(link));
    world.of("bob", id).text("said once");
    kept[0] = world.store("bob").copy();
    MemoryClientStore later = world.stop("bob");
    world.open("bob", later, link -> link);
    world.awaitTexts(id, 1, "alice");
    world.of("bob", id).text("and this").await();
    world.of("bob", id).update();
    world.stop("bob");
    world.open("bob", kept[0], link -> link);
    awaitBack(id, "bob");
    World.eventually("confirmed", () -> world.client("bob").inspection().waiting(id) == 0);
    assertWhole(id, "alice", "bob");
    assertThat(world.texts("alice", id)).containsOnlyOnce("said once");
    assertThat(world.texts("bob", id)).containsOnlyOnce("said once");
  }

  /// Appends nothing.
  private static final class Mute extends Bent {
    Mute(HubLink straight) {
      super(straight);
    }

    @Override
    public AppendResult append(ApplicationAppend append) {
      throw new UnavailableException("hub", new IOException("mute"));
    }
  }

  @Test
  void copyFromBeforeAnOwnReturn_isNoRemovedMember() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("bob", id).text("one").await();
    MemoryClientStore old = world.store("bob").copy();
    world.of("bob", id).text("two").await();
    world.stop("bob");
    world.open("bob", old.copy(), link -> link);
    awaitBack(id, "bob");
    world.of("bob", id).text("three").await();
    world.stop("bob");
    world.events("bob").clear();
    world.open("bob", old, link -> link);
    awaitBack(id, "bob");
    assertThat(world.events("bob")).noneMatch(ClientEvent.Removed.class::isInstance);
    assertWhole(id, "alice", "bob");
  }

  /// Shows a log without its middle.
  private static final class Forgetful extends Bent {
    private final UnaryOperator<LogPage> page;

    Forgetful(HubLink straight, UnaryOperator<LogPage> page) {
      super(straight);
      this.page = page;
    }

    @Override
    public LogPage readLog(HubGroupId group, long from, int maxBytes) {
      return page.apply(super.readLog(group, from, maxBytes));
    }
  }

  @Test
  void recordsThatTheHubHasNoMore_areToldAsMissed() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    MemoryClientStore store = world.stop("bob");
    world.of("alice", id).text("nobody will tell bob").await();
    world.of("alice", id).update();
    world.of("carol", id).update();
    world.of("alice", id).text("after").await();
    long gone =
        world.link("alice").readLog(new HubGroupId(id.value()), 1, 1 << 24).head().sequence();
    world.open(
        "bob",
        store,
        link ->
            new Forgetful(
                link,
                page ->
                    new LogPage(
                        page.records().stream()
                            .filter(record -> record.sequence() == 1 || record.sequence() >= gone)
                            .toList(),
                        page.head(),
                        page.standing())));
    assertReason("bob", ReturnReason.MISSED);
    awaitBack(id, "bob");
    var healed = world.told("bob", ClientEvent.Healed.class);
    assertThat(healed.missedTo()).isGreaterThanOrEqualTo(gone);
    assertWhole(id, "alice", "bob", "carol");
  }

  @Test
  void hubWhoseLogDoesNotFitTogether_offersNoWayBack() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("bob");
    world.of("alice", id).text("one").await();
    world.of("alice", id).text("two").await();
    world.open("bob", store, link -> new Forgetful(link, HealingTest::broken));
    world.told("bob", ClientEvent.ForkSuspected.class);
    assertThat(world.of("bob", id).status()).isEqualTo(GroupStatus.FORKED);
    MemoryClientStore left = world.stop("bob");
    world.open("bob", left, link -> new Forgetful(link, HealingTest::broken));
    world.of("alice", id).text("three").await();
    assertThatThrownBy(() -> world.of("bob", id).text("not on this log"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.FORK_SUSPECTED));
    assertThat(world.events("bob")).noneMatch(ClientEvent.HealingBegan.class::isInstance);
  }

  /// Another record where the second stands, which the third does not follow.
  private static LogPage broken(LogPage page) {
    return new LogPage(
        page.records().stream()
            .map(record -> record.sequence() == 2 ? other(record) : record)
            .toList(),
        page.head(),
        page.standing());
  }

  private static LogRecord other(LogRecord record) {
    return LogRecord.after(
        new LogMark(1, record.previousHash()),
        record.group(),
        record.kind(),
        record.sender(),
        record.messageId(),
        Bytes.of(1, 2, 3));
  }

  @Test
  void severalAtOnce_comeBackOneAfterTheOther_oneCommitEach() {
    world.with("alice", "bob", "carol", "dave");
    GroupId id = world.group("alice", "bob", "carol", "dave");
    var stores = new HashMap<String, MemoryClientStore>();
    for (String name : List.of("bob", "carol", "dave")) {
      stores.put(name, world.stop(name));
      lose(stores.get(name), id, Table.MLS);
    }
    stores.forEach((name, store) -> world.open(name, store, link -> link));
    for (String name : List.of("bob", "carol", "dave")) {
      awaitBack(id, name);
    }
    assertWhole(id, "alice", "bob", "carol", "dave");
    var commits = entries(id);
    assertThat(commits).hasSize(3);
    assertThat(commits)
        .extracting(
            record -> ((PublicMessage) MlsMessage.CODEC.decode(record.payload())).content().epoch())
        .doesNotHaveDuplicates();
  }

  @Test
  void nobodyToAnswer_isToldAfterFiveTries_andALateAnswerStillCounts() {
    world.groupPatience(Duration.ofMillis(3));
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore alice = world.stop("alice");
    MemoryClientStore bob = world.stop("bob");
    lose(bob, id, Table.MLS);
    world.open("bob", bob, link -> link);
    var failed = world.told("bob", ClientEvent.HealingFailed.class);
    assertThat(failed.rule()).isEqualTo(ClientRule.NOBODY_ANSWERED.name());
    assertThatThrownBy(() -> world.of("bob", id).text("into the void"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.STATE_LOST));
    assertThat(requests(id)).isEqualTo(5);
    world.open("alice", alice, link -> link);
    awaitBack(id, "bob");
    assertWhole(id, "alice", "bob");
    assertThat(requests(id)).isEqualTo(5);
  }

  @Test
  void whoAsksAgain_afterItWasInVain_isAnswered() {
    world.groupPatience(Duration.ofMillis(3));
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore alice = world.stop("alice");
    MemoryClientStore bob = world.stop("bob");
    lose(bob, id, Table.MLS);
    world.open("bob", bob, link -> link);
    world.told("bob", ClientEvent.HealingFailed.class);
    world.of("bob", id).tryAgain();
    World.eventually("asked again", () -> requests(id) == 6);
    world.open("alice", alice, link -> link);
    awaitBack(id, "bob");
  }

  /// An owner that waits for the hub waits: nothing is due before the log was read to its end.
  @Test
  void whileTheHubIsSilent_nothingIsDue() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("bob");
    lose(store, id, Table.MLS);
    var identity = Profiles.stored(store).orElseThrow();
    var engine =
        new GroupFiles(identity, store, RandomSource.system(), GroupLimits.RECOMMENDED)
            .restore(id)
            .orElseThrow();
    Instant now = Instant.now();
    assertThat(engine.handle(now, new Input.Tick()).effects())
        .contains(new Effect.Tell(new ClientEvent.HealingBegan(id, ReturnReason.LOST)));
    assertThat(engine.row().status()).isEqualTo(GroupStatus.LOST);
    assertThat(engine.wakeAt()).isEmpty();
    assertThat(engine.members()).isEmpty();
    engine.handle(now, new Input.AtHead());
    assertThat(engine.wakeAt()).isPresent();
    Instant due = engine.wakeAt().orElseThrow();
    assertThat(engine.handle(due, new Input.Tick()).effects())
        .anyMatch(Effect.AppendText.class::isInstance);
    assertThat(engine.wakeAt().orElseThrow()).isAfterOrEqualTo(due.plusSeconds(10));
    engine.close();
  }

  private long requests(GroupId id) {
    return world.link("alice").readLog(new HubGroupId(id.value()), 1, 1 << 24).records().stream()
        .filter(record -> record.kind() == LogRecord.Kind.APPLICATION)
        .filter(record -> record.payload().at(0) == 0 && record.payload().at(3) == 5)
        .count();
  }
}

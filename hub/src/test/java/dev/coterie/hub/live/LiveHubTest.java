package dev.coterie.hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.CreatedGroup;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.GroupLog;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.memory.InMemoryHubStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who hears what, in every order in which a watch and an append can meet.
final class LiveHubTest {
  private static final Fingerprint ALICE = Fingerprint.of(Bytes.ofUtf8("alice"));
  private static final Fingerprint BOB = Fingerprint.of(Bytes.ofUtf8("bob"));
  private static final HubGroupId GROUP = new HubGroupId(Bytes.of(1));
  private static final HubLimits LIMITS =
      new HubLimits(
          1_000, 1_000, 2_000, 10, 10, 1_000_000, 10, 100, 10, 10, 2, 1, MediaLimits.NONE);

  private final HubMetrics metrics = new HubMetrics();
  private final InMemoryHubStore store = new InMemoryHubStore(LIMITS);
  private final List<Runnable> whileAsking = new ArrayList<>();
  private final LiveHub live = new LiveHub(interrupted(store, whileAsking), LIMITS, metrics);
  private final LiveQueue bobs = new LiveQueue(BOB, 5, 2_500, () -> {});
  private int next;

  @BeforeEach
  void begin() {
    store.onCommit(live);
    store.create(ALICE, GROUP);
    change(Set.of(BOB), Set.of());
    live.open(bobs);
    assertThat(bobs.poll()).isEqualTo(new LiveEvent.Connected());
  }

  @Test
  void watch_saysWhereTheLogIs_thenTellsWhatFollows() {
    say(10);
    live.watch(bobs, GROUP);
    say(20);
    assertThat(told(events())).containsExactly("head 2", "record 3");
    live.unwatch(bobs, GROUP);
    say(30);
    assertThat(events()).isEmpty();
  }

  @Test
  void appendWhileTheStoreIsAsked_isInTheHead_notLost() {
    whileAsking.add(() -> say(10));
    whileAsking.add(() -> change(Set.of(), Set.of()));
    whileAsking.add(() -> say(10));
    live.watch(bobs, GROUP);
    var head = store.head(ALICE, GROUP);
    say(10);
    var events = events();
    assertThat(told(events)).containsExactly("head 4", "record 5");
    assertThat(events.getFirst()).isEqualTo(new LiveEvent.HeadMoved(GROUP, head));
  }

  @Test
  void removalWhileTheStoreIsAsked_endsTheWatch() {
    whileAsking.add(() -> change(Set.of(), Set.of(BOB)));
    whileAsking.add(() -> say(10));
    live.watch(bobs, GROUP);
    say(10);
    assertThat(told(events())).containsExactly("ended NOT_ON_ROSTER");
  }

  @Test
  void removedMember_hearsItsRemoval_andNothingAfter() {
    live.watch(bobs, GROUP);
    change(Set.of(), Set.of(BOB));
    say(10);
    assertThat(told(events())).containsExactly("head 1", "record 2", "ended NOT_ON_ROSTER");
  }

  @Test
  void stranger_andTooManyWatches_areRefused() {
    var other = new HubGroupId(Bytes.of(2));
    live.watch(bobs, other);
    assertThat(told(events())).containsExactly("ended NOT_ON_ROSTER");
    live.watch(bobs, GROUP);
    live.watch(bobs, GROUP);
    store.create(BOB, other);
    live.watch(bobs, other);
    assertThat(told(events())).containsExactly("head 1", "head 0");
    live.watch(bobs, new HubGroupId(Bytes.of(3)));
    assertThat(told(events())).containsExactly("ended TOO_MANY_WATCHES");
  }

  @Test
  void queueThatIsFull_isGivenUp_onceAndForAll() {
    live.watch(bobs, GROUP);
    for (int i = 0; i < 10; i++) {
      say(10);
    }
    assertThat(bobs.isOverflown()).isTrue();
    assertThat(told(events())).containsExactly("over SLOW_READER");
    assertThat(metrics.value(Counter.SLOW_READERS)).isEqualTo(1);
  }

  @Test
  void queueIsBoundedInOctetsToo_andRoomComesBackByReading() {
    live.watch(bobs, GROUP);
    say(1_000);
    say(1_000);
    assertThat(told(events())).containsExactly("head 1", "record 2", "record 3");
    say(1_000);
    say(1_000);
    assertThat(bobs.isOverflown()).isFalse();
    say(1_000);
    assertThat(bobs.isOverflown()).isTrue();
  }

  @Test
  void drain_endsAfterWhatWaits_andAtOnceForLatecomers() {
    live.watch(bobs, GROUP);
    say(10);
    live.drain();
    say(10);
    assertThat(told(events())).containsExactly("head 1", "record 2", "over DRAINING");
    var late = new LiveQueue(ALICE, 5, 100, () -> {});
    live.open(late);
    assertThat(late.poll()).isEqualTo(new LiveEvent.Connected());
    assertThat(late.poll()).isEqualTo(new LiveEvent.Disconnected("DRAINING"));
  }

  @Test
  void closedSession_hearsNothing_andIsNotPresent() {
    live.watch(bobs, GROUP);
    assertThat(live.isPresent(BOB)).isTrue();
    live.close(bobs);
    assertThat(live.isPresent(BOB)).isFalse();
    assertThat(told(events())).containsExactly("head 1");
    say(10);
    live.tell(BOB, new LiveEvent.MailWaiting());
    live.watch(bobs, GROUP);
    assertThat(events()).isEmpty();
  }

  private void say(int size) {
    store.append(ALICE, new ApplicationAppend(GROUP, id(), Bytes.wrap(new byte[size])));
  }

  private void change(Set<Fingerprint> added, Set<Fingerprint> removed) {
    store.append(
        ALICE,
        new HandshakeAppend(
            GROUP,
            id(),
            store.head(ALICE, GROUP).lastHandshake(),
            Bytes.of(1),
            new RosterChange(added, removed),
            Optional.empty()));
  }

  private Bytes id() {
    return Fingerprint.of(Bytes.ofUtf8("message " + next++)).value();
  }

  private List<LiveEvent> events() {
    var events = new ArrayList<LiveEvent>();
    for (var event = bobs.poll(); event != null; event = bobs.poll()) {
      events.add(event);
    }
    return events;
  }

  private static List<String> told(List<LiveEvent> events) {
    return events.stream()
        .map(
            event ->
                switch (event) {
                  case LiveEvent.HeadMoved(_, var head) -> "head " + head.sequence();
                  case LiveEvent.Arrived(var record) -> "record " + record.sequence();
                  case LiveEvent.Ended(_, var why) -> "ended " + why;
                  case LiveEvent.Disconnected(var why) -> "over " + why;
                  case LiveEvent.Connected _ -> "connected";
                  case LiveEvent.MailWaiting _ -> "mail";
                  case LiveEvent.StockLow _ -> "stock";
                })
        .toList();
  }

  /// A log in which things happen after it was asked and before its answer is used.
  private static GroupLog interrupted(GroupLog log, List<Runnable> meanwhile) {
    return new GroupLog() {
      @Override
      public LogHead head(Fingerprint member, HubGroupId group) {
        var head = log.head(member, group);
        meanwhile.forEach(Runnable::run);
        meanwhile.clear();
        return head;
      }

      @Override
      public CreatedGroup create(Fingerprint founder, HubGroupId group) {
        return log.create(founder, group);
      }

      @Override
      public AppendResult append(Fingerprint sender, HandshakeAppend append) {
        return log.append(sender, append);
      }

      @Override
      public AppendResult append(Fingerprint sender, ApplicationAppend append) {
        return log.append(sender, append);
      }

      @Override
      public LogPage read(Fingerprint reader, HubGroupId group, long from, int maxBytes) {
        return log.read(reader, group, from, maxBytes);
      }
    };
  }
}

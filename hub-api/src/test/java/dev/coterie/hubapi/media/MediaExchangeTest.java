package dev.coterie.hubapi.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.media.MediaMeter.Kind;
import dev.coterie.hubapi.memory.InMemoryHubStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who gets which frame, in every order in which opening, removal and sending can meet.
final class MediaExchangeTest {
  private static final Fingerprint ALICE = Fingerprint.of(Bytes.ofUtf8("alice"));
  private static final Fingerprint BOB = Fingerprint.of(Bytes.ofUtf8("bob"));
  private static final Fingerprint CAROL = Fingerprint.of(Bytes.ofUtf8("carol"));
  private static final HubGroupId GROUP = new HubGroupId(Bytes.of(1));
  private static final MediaLimits LIMITS = new MediaLimits(100, 10, 600, 2, 5, 300);

  private final InMemoryHubStore store = new InMemoryHubStore(HubLimits.DEFAULT);
  private final AskedLog log = new AskedLog(store);
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Map<Kind, Long> counted = new EnumMap<>(Kind.class);
  private final MediaExchange<String> exchange =
      new MediaExchange<>(
          log,
          LIMITS,
          Long.MAX_VALUE,
          (what, howMany) -> counted.merge(what, howMany, Long::sum),
          now::get);
  private final List<LiveFanout.Committed> held = new ArrayList<>();
  private boolean holding;
  private int next;

  @BeforeEach
  void begin() {
    store.onCommit(
        append -> {
          if (holding) {
            held.add(append);
          } else {
            exchange.committed(append);
          }
        });
    store.create(ALICE, GROUP);
    change(Set.of(BOB, CAROL), Set.of());
  }

  @Test
  void frame_goesToAllOtherConnections_alsoOfTheSameIdentity() {
    var alice = open(ALICE);
    var phone = open(ALICE);
    var bob = open(BOB);
    var second = new MediaPort<String>(alice.connection(), GROUP, () -> {});
    exchange.open(second);
    say(alice, "hello");
    assertThat(told(alice)).containsExactly("open");
    assertThat(told(second)).containsExactly("open");
    assertThat(told(phone)).containsExactly("open", "hello");
    assertThat(told(bob)).containsExactly("open", "hello");
    assertThat(counted).containsEntry(Kind.FRAMES_IN, 1L).containsEntry(Kind.FRAMES_OUT, 2L);
  }

  @Test
  void frame_isMadeOnce_andSharedByAllReaders_andNeverAsksTheLog() {
    var alice = open(ALICE);
    var bob = open(BOB);
    var carol = open(CAROL);
    told(bob);
    told(carol);
    int asked = log.asked;
    var made = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      exchange.send(
          alice,
          10,
          () -> {
            made.add(new String("frame"));
            return made.getLast();
          });
    }
    assertThat(made).hasSize(5);
    for (var reader : List.of(bob, carol)) {
      var got = told(reader);
      for (int i = 0; i < 5; i++) {
        assertThat(got.get(i)).isSameAs(made.get(i));
      }
    }
    assertThat(log.asked).isEqualTo(asked);
  }

  @Test
  void stranger_andUnknownGroup_areRefusedAlike() {
    var stranger = open(Fingerprint.of(Bytes.ofUtf8("mallory")));
    assertThat(told(stranger)).containsExactly("NOT_ON_ROSTER");
    var nowhere = port(ALICE, new HubGroupId(Bytes.of(9)));
    exchange.open(nowhere);
    assertThat(told(nowhere)).containsExactly("NOT_ON_ROSTER");
    var alice = open(ALICE);
    say(stranger, "let me in");
    assertThat(told(alice)).containsExactly("open");
    assertThat(counted).containsEntry(Kind.FRAMES_DROPPED, 1L);
    assertThat(exchange.size(GROUP)).isEqualTo(1);
  }

  @Test
  void removedMember_getsNotEvenWhatWaits_andGivesNothing() {
    var alice = open(ALICE);
    var bob = open(BOB);
    var carol = open(CAROL);
    say(alice, "before");
    change(Set.of(), Set.of(CAROL));
    say(alice, "after");
    say(carol, "still me");
    assertThat(told(carol)).containsExactly("NOT_ON_ROSTER");
    assertThat(told(bob)).containsExactly("open", "before", "after");
    assertThat(told(alice)).containsExactly("open");
  }

  @Test
  void removalWhileTheLogIsAsked_endsThePort() {
    log.meanwhile.add(() -> change(Set.of(), Set.of(CAROL)));
    var carol = open(CAROL);
    say(open(ALICE), "after");
    assertThat(told(carol)).containsExactly("NOT_ON_ROSTER");
  }

  @Test
  void removalAndReturnWhileTheLogIsAsked_opensThePort() {
    log.meanwhile.add(() -> change(Set.of(), Set.of(CAROL)));
    log.meanwhile.add(() -> change(Set.of(CAROL), Set.of()));
    var carol = open(CAROL);
    say(open(ALICE), "welcome back");
    assertThat(told(carol)).containsExactly("open", "welcome back");
  }

  @Test
  void removalThatIsToldLate_doesNotEndWhatWasOpenedAfterTheReturn() {
    holding = true;
    change(Set.of(), Set.of(CAROL));
    change(Set.of(CAROL), Set.of());
    var carol = open(CAROL);
    held.forEach(exchange::committed);
    say(open(ALICE), "here");
    assertThat(told(carol)).containsExactly("open", "here");
  }

  @Test
  void slowReader_isDropped_boundedByCount_andHoldsUpNobody() {
    var alice = open(ALICE);
    var bob = open(BOB);
    var carol = open(CAROL);
    told(carol);
    for (int i = 0; i < 7; i++) {
      say(alice, "f" + i);
      assertThat(told(carol)).containsExactly("f" + i);
    }
    assertThat(bob.isEnded()).isTrue();
    assertThat(told(bob)).containsExactly("SLOW_READER");
    assertThat(counted).containsEntry(Kind.SLOW_READERS, 1L);
    var again = new MediaPort<String>(bob.connection(), GROUP, () -> {});
    exchange.open(again);
    say(alice, "back");
    assertThat(told(again)).containsExactly("open", "back");
  }

  @Test
  void queueIsBoundedInOctetsToo_andRoomComesBackByReading() {
    var bob = open(BOB);
    var alice = open(ALICE);
    told(bob);
    for (int i = 0; i < 6; i++) {
      exchange.send(alice, 100, () -> "large");
      if (i == 2) {
        assertThat(told(bob)).hasSize(3);
      }
    }
    assertThat(bob.isEnded()).isFalse();
    exchange.send(alice, 1, () -> "one octet more");
    assertThat(told(bob)).containsExactly("SLOW_READER");
  }

  @Test
  void allQueuesTogether_areBounded_andThoseWhoReadKeepTheirShare() {
    var large = new MediaLimits(10_000, 100, 1 << 20, 2, 100, 100_000);
    var tight = new MediaExchange<String>(log, large, 40_000, MediaMeter.NONE, now::get);
    var ports = new ArrayList<MediaPort<String>>();
    for (var who : List.of(ALICE, BOB, CAROL)) {
      ports.add(new MediaPort<>(tight.connect(who), GROUP, () -> {}));
      tight.open(ports.getLast());
    }
    var bob = ports.get(1);
    var carol = ports.get(2);
    int sent = 0;
    while (!bob.isEnded()) {
      tight.send(ports.getFirst(), 10_000, () -> "large");
      told(carol);
      sent++;
      assertThat(tight.queuedBytes()).isLessThanOrEqualTo(40_000);
    }
    assertThat(sent).isEqualTo(6); // 16,384 of its own, and 40,000
    assertThat(tight.queuedBytes()).isZero();
    assertThat(carol.isOpen()).isTrue();

    var others = new MediaExchange<String>(log, large, 0, MediaMeter.NONE, now::get);
    var first = new MediaPort<String>(others.connect(ALICE), GROUP, () -> {});
    var second = new MediaPort<String>(others.connect(BOB), GROUP, () -> {});
    others.open(first);
    others.open(second);
    others.send(first, 10_000, () -> "within the share");
    assertThat(told(second)).containsExactly("open", "within the share");
    others.send(first, 10_000, () -> "again");
    others.close(second);
    assertThat(others.queuedBytes()).isZero();
  }

  @Test
  void burstOverTheRate_isDroppedAndCounted_notPunished() {
    var alice = open(ALICE);
    var bob = open(BOB);
    told(bob);
    var heard = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      say(alice, "f" + i);
      heard.addAll(told(bob));
    }
    assertThat(heard).hasSize(20).doesNotContain("SLOW_READER");
    assertThat(counted).containsEntry(Kind.FRAMES_DROPPED, 5L);
    now.addAndGet(1_000_000_000);
    say(alice, "later");
    assertThat(told(bob)).containsExactly("later");
  }

  @Test
  void octetsOverTheRate_areDroppedToo_forAllPortsOfAConnectionTogether() {
    var alice = open(ALICE);
    var second = new MediaPort<String>(alice.connection(), GROUP, () -> {});
    exchange.open(second);
    for (int i = 0; i < 8; i++) {
      exchange.send(alice, 100, () -> "large");
      exchange.send(second, 100, () -> "large");
    }
    assertThat(counted).containsEntry(Kind.FRAMES_IN, 12L).containsEntry(Kind.FRAMES_DROPPED, 4L);
  }

  @Test
  void flood_costsTheSession() {
    var alice = open(ALICE);
    told(alice);
    for (int i = 0; i < 122; i++) {
      say(alice, "f" + i);
    }
    assertThat(told(alice)).containsExactly("RATE_LIMITED");
    assertThat(exchange.size(GROUP)).isZero();
  }

  @Test
  void framesOfNoSize_orTooLarge_endTheSession() {
    var alice = open(ALICE);
    exchange.send(alice, 0, () -> "");
    assertThat(told(alice)).containsExactly("MALFORMED_REQUEST");
    var bob = open(BOB);
    exchange.send(bob, 101, () -> "too large");
    assertThat(told(bob)).containsExactly("MESSAGE_TOO_LARGE");
  }

  @Test
  void sessionsOfAConnection_areBounded_andGivenBackHoweverTheyEnd() {
    var alice = open(ALICE);
    var others = new ArrayList<MediaPort<String>>();
    for (int i = 0; i < 2; i++) {
      others.add(new MediaPort<>(alice.connection(), GROUP, () -> {}));
      exchange.open(others.getLast());
    }
    assertThat(told(others.getLast())).containsExactly("TOO_MANY_MEDIA_SESSIONS");
    exchange.close(others.getLast());
    exchange.close(others.getFirst());
    exchange.close(others.getFirst());
    exchange.send(alice, 0, () -> "");
    for (int i = 0; i < 2; i++) {
      var more = new MediaPort<String>(alice.connection(), GROUP, () -> {});
      exchange.open(more);
      assertThat(told(more)).containsExactly("open");
    }
  }

  @Test
  void closedPort_hearsAndSaysNothing() {
    var alice = open(ALICE);
    var bob = open(BOB);
    say(alice, "one");
    exchange.close(bob);
    say(alice, "two");
    say(bob, "three");
    assertThat(told(bob)).isEmpty();
    assertThat(told(alice)).containsExactly("open");
    assertThat(exchange.size(GROUP)).isEqualTo(1);
  }

  @Test
  void drain_endsAll_andThoseThatCome_interruptOnlyThoseThatAre() {
    var alice = open(ALICE);
    exchange.interrupt();
    assertThat(told(alice)).containsExactly("DRAINING");
    assertThat(told(open(ALICE))).containsExactly("open");
    var bob = open(BOB);
    exchange.drain();
    assertThat(told(bob)).containsExactly("DRAINING");
    assertThat(told(open(BOB))).containsExactly("DRAINING");
  }

  @Test
  void logThatFails_isNoAdmission() {
    log.broken = true;
    assertThat(told(open(ALICE))).containsExactly("BUSY");
    assertThat(exchange.size(GROUP)).isZero();
  }

  @Test
  void hubWithoutMedia_saysSo() {
    var none = new MediaExchange<String>(log, MediaLimits.NONE, 0, MediaMeter.NONE, now::get);
    var port = new MediaPort<String>(none.connect(ALICE), GROUP, () -> {});
    none.open(port);
    assertThat(told(port)).containsExactly(HubRule.NO_LIVE_MEDIA.name());
  }

  private MediaPort<String> port(Fingerprint who, HubGroupId group) {
    return new MediaPort<>(exchange.connect(who), group, () -> {});
  }

  private MediaPort<String> open(Fingerprint who) {
    var port = port(who, GROUP);
    exchange.open(port);
    return port;
  }

  private void say(MediaPort<String> port, String frame) {
    exchange.send(port, 10, () -> frame);
  }

  private static List<String> told(MediaPort<String> port) {
    var told = new ArrayList<String>();
    for (var item = port.poll(); item != null; item = port.poll()) {
      told.add(
          switch (item) {
            case MediaItem.Opened<String>() -> "open";
            case MediaItem.Frame<String>(var frame, _) -> frame;
            case MediaItem.Ended<String>(var why) -> why.name();
          });
    }
    return told;
  }

  private void change(Set<Fingerprint> added, Set<Fingerprint> removed) {
    store.append(
        ALICE,
        new HandshakeAppend(
            GROUP,
            Fingerprint.of(Bytes.ofUtf8("message " + next++)).value(),
            store.head(ALICE, GROUP).lastHandshake(),
            Bytes.of(1),
            new RosterChange(added, removed),
            Optional.empty()));
  }
}

package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.AppendResult.Accepted;
import dev.coterie.hubapi.AppendResult.Duplicate;
import dev.coterie.hubapi.AppendResult.Stale;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HashChain;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.KeyPackageOffer.Use;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogPage.Standing;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.StoredKeyPackage;
import dev.coterie.hubapi.WelcomeDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of a hub must do. Subclasses bring the store.
abstract class HubStoreConformance {
  static final Fingerprint ALICE = Samples.fingerprint("alice");
  static final Fingerprint BOB = Samples.fingerprint("bob");
  static final Fingerprint CAROL = Samples.fingerprint("carol");
  static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("a group"));
  static final HubLimits LIMITS =
      new HubLimits(4_000, 2_000, 9_000, 4, 2, 100_000, 3, 500, 3, 2, 10, 2);
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final int PAGE = 1 << 20;
  private static final int SUITE = 1;

  HubStore store;

  abstract HubStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void create_again_findsTheSame_andAnotherFounderIsRefused() {
    assertThat(store.create(ALICE, GROUP).existed()).isFalse();
    assertThat(store.create(ALICE, GROUP).existed()).isTrue();
    assertThat(store.create(ALICE, GROUP).head()).isEqualTo(LogHead.genesis(GROUP));
    refused(HubRule.GROUP_ID_TAKEN, () -> store.create(BOB, GROUP));
  }

  @Test
  void create_beyondTheLimit_refused() {
    store.create(ALICE, GROUP);
    store.create(ALICE, new HubGroupId(Bytes.of(2)));
    refused(HubRule.TOO_MANY_GROUPS, () -> store.create(ALICE, new HubGroupId(Bytes.of(3))));
    assertThat(store.create(ALICE, GROUP).existed()).isTrue();
  }

  @Test
  void records_areChained_andTheHeadIsTheLast() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", RosterChange.NONE);
    say(ALICE, "m1");
    commit(ALICE, 1, "c2", RosterChange.NONE);
    var page = store.read(ALICE, GROUP, 1, PAGE);
    var mark = LogMark.genesis(GROUP);
    for (var record : page.records()) {
      assertThat(HashChain.follows(mark, record)).isTrue();
      mark = record.mark();
    }
    assertThat(page.records()).hasSize(3);
    assertThat(page.head()).isEqualTo(new LogHead(3, mark.hash(), 3));
    assertThat(page.reachesHead()).isTrue();
    assertThat(page.records().get(1).kind()).isEqualTo(LogRecord.Kind.APPLICATION);
    assertThat(page.records().get(1).payload()).isEqualTo(Samples.payload("m1"));
    assertThat(store.head(ALICE, GROUP)).isEqualTo(page.head());
  }

  @Test
  void application_doesNotDisturbTheCompareAndSet() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", RosterChange.NONE);
    say(ALICE, "m1");
    say(ALICE, "m2");
    assertThat(commit(ALICE, 1, "c2", RosterChange.NONE)).isInstanceOf(Accepted.class);
  }

  @Test
  void staleHandshake_getsTheWinners_andChangesNothing() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", add(BOB));
    say(ALICE, "m1");
    commit(BOB, 1, "c2", RosterChange.NONE);
    var before = store.read(ALICE, GROUP, 1, PAGE);
    var stale = (Stale) commit(ALICE, 1, "c3", add(CAROL));
    assertThat(stale.winners()).extracting(LogRecord::sequence).containsExactly(3L);
    assertThat(stale.head()).isEqualTo(before.head());
    assertThat(store.read(ALICE, GROUP, 1, PAGE)).isEqualTo(before);
    refused(HubRule.NOT_ON_ROSTER, () -> store.read(CAROL, GROUP, 1, PAGE));
    var ahead = (Stale) commit(ALICE, 99, "c4", RosterChange.NONE);
    assertThat(ahead.winners()).isEmpty();
  }

  @Test
  void sameMessageId_isADuplicate_whateverElseDiffers() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", add(BOB));
    var first = (Accepted) say(ALICE, "m1");
    var again =
        store.append(ALICE, new ApplicationAppend(GROUP, Samples.messageId("m1"), Bytes.of(9, 9)));
    assertThat(again).isEqualTo(new Duplicate(first.mark()));
    assertThat(commit(ALICE, 0, "c1", add(BOB))).isInstanceOf(Duplicate.class);
    assertThat(say(BOB, "m1")).as("another sender's id is another id").isInstanceOf(Accepted.class);
    assertThat(store.read(ALICE, GROUP, 1, PAGE).records()).hasSize(3);
  }

  @Test
  void strangers_areRefusedEverything() {
    store.create(ALICE, GROUP);
    say(ALICE, "m1");
    refused(HubRule.NOT_ON_ROSTER, () -> say(BOB, "m2"));
    refused(HubRule.NOT_ON_ROSTER, () -> commit(BOB, 0, "c1", add(BOB)));
    refused(HubRule.NOT_ON_ROSTER, () -> store.read(BOB, GROUP, 1, PAGE));
    refused(HubRule.NOT_ON_ROSTER, () -> store.head(BOB, GROUP));
    var none = new HubGroupId(Bytes.ofUtf8("no such group"));
    refused(HubRule.NOT_ON_ROSTER, () -> store.read(ALICE, none, 1, PAGE));
    assertThat(store.read(ALICE, GROUP, 1, PAGE).records()).hasSize(1);
  }

  @Test
  void addedMember_readsFromItsAdmission() {
    store.create(ALICE, GROUP);
    say(ALICE, "before");
    commit(ALICE, 0, "c1", add(BOB));
    say(ALICE, "after");
    assertThat(sequences(BOB, 1)).containsExactly(2L, 3L);
    assertThat(sequences(BOB, 3)).containsExactly(3L);
  }

  @Test
  void removedMember_readsToItsRemoval_andNoFurther() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", add(BOB));
    say(BOB, "m1");
    commit(ALICE, 1, "c2", remove(BOB));
    say(ALICE, "m2");
    var page = store.read(BOB, GROUP, 1, PAGE);
    assertThat(page.standing()).isEqualTo(Standing.REMOVED);
    assertThat(page.records()).extracting(LogRecord::sequence).containsExactly(1L, 2L, 3L);
    assertThat(page.head().mark()).isEqualTo(page.records().getLast().mark());
    refused(HubRule.NOT_ON_ROSTER, () -> say(BOB, "m3"));
    refused(HubRule.NOT_ON_ROSTER, () -> say(BOB, "m1"));
    refused(HubRule.NOT_ON_ROSTER, () -> store.head(BOB, GROUP));
    refused(HubRule.NOT_ON_ROSTER, () -> commit(BOB, 3, "c3", add(BOB)));
  }

  @Test
  void memberThatCameBack_readsBothStays_withAGapBetween() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", add(BOB));
    commit(ALICE, 1, "c2", remove(BOB));
    say(ALICE, "secret");
    commit(ALICE, 2, "c3", add(BOB));
    say(ALICE, "m1");
    assertThat(sequences(BOB, 1)).containsExactly(1L, 2L, 4L, 5L);
    assertThat(sequences(BOB, 3)).containsExactly(4L, 5L);
    assertThat(store.read(BOB, GROUP, 1, PAGE).standing()).isEqualTo(Standing.MEMBER);
    assertThat(store.read(BOB, GROUP, 1, 1).records()).hasSize(1);
  }

  @Test
  void memberReplacedInOneHandshake_startsAfresh_evenTheFounderAtTheFirstRecord() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", new RosterChange(Set.of(ALICE, BOB), Set.of(ALICE)));
    commit(ALICE, 1, "c2", new RosterChange(Set.of(BOB), Set.of(BOB)));
    say(ALICE, "m1");
    assertThat(sequences(ALICE, 1)).containsExactly(1L, 2L, 3L);
    assertThat(sequences(BOB, 1)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void rosterChange_thatDoesNotFit_refusedAndNothingChanged() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", add(BOB));
    var before = store.read(ALICE, GROUP, 1, PAGE);
    refused(HubRule.ROSTER_CHANGE_INVALID, () -> commit(ALICE, 1, "x1", add(BOB)));
    refused(HubRule.ROSTER_CHANGE_INVALID, () -> commit(ALICE, 1, "x2", remove(CAROL)));
    refused(HubRule.ROSTER_CHANGE_INVALID, () -> commit(ALICE, 1, "x3", remove(ALICE)));
    refused(
        HubRule.ROSTER_CHANGE_INVALID,
        () -> store.append(ALICE, welcoming(1, "x4", RosterChange.NONE, BOB)));
    var five = new HashSet<Fingerprint>();
    IntStream.range(0, 3).forEach(i -> five.add(Samples.fingerprint("member" + i)));
    refused(HubRule.ROSTER_FULL, () -> commit(ALICE, 1, "x5", new RosterChange(five, Set.of())));
    assertThat(store.read(ALICE, GROUP, 1, PAGE)).isEqualTo(before);
    assertThat(commit(ALICE, 1, "x1", RosterChange.NONE)).isInstanceOf(Accepted.class);
  }

  @Test
  void tooLarge_refused() {
    store.create(ALICE, GROUP);
    var big = Bytes.wrap(new byte[2_001]);
    refused(
        HubRule.MESSAGE_TOO_LARGE,
        () -> store.append(ALICE, new ApplicationAppend(GROUP, Samples.messageId("m"), big)));
    var bigger = Bytes.wrap(new byte[4_001]);
    refused(
        HubRule.MESSAGE_TOO_LARGE,
        () -> store.append(ALICE, HandshakeAppend.of(GROUP, Samples.messageId("c"), 0, bigger)));
  }

  @Test
  void quota_isTheSendersOwn() {
    store.create(ALICE, GROUP);
    commit(ALICE, 0, "c1", add(BOB));
    var payload = Bytes.wrap(new byte[2_000]);
    for (int i = 0; i < 49; i++) {
      store.append(ALICE, new ApplicationAppend(GROUP, Samples.messageId("m" + i), payload));
    }
    refused(
        HubRule.QUOTA_EXCEEDED,
        () -> store.append(ALICE, new ApplicationAppend(GROUP, Samples.messageId("n"), payload)));
    assertThat(say(BOB, "m")).isInstanceOf(Accepted.class);
  }

  @Test
  void page_endsAtItsSize_butHoldsOneRecord() {
    store.create(ALICE, GROUP);
    for (int i = 0; i < 5; i++) {
      store.append(
          ALICE,
          new ApplicationAppend(GROUP, Samples.messageId("m" + i), Bytes.wrap(new byte[1_000])));
    }
    assertThat(store.read(ALICE, GROUP, 1, 2_500).records()).hasSize(2);
    assertThat(store.read(ALICE, GROUP, 4, 1).records()).hasSize(1);
    assertThat(store.read(ALICE, GROUP, 4, 1).reachesHead()).isFalse();
    var beyond = store.read(ALICE, GROUP, 6, PAGE);
    assertThat(beyond.records()).isEmpty();
    assertThat(beyond.head().sequence()).isEqualTo(5);
  }

  @Test
  void welcome_waitsUntilAcknowledged() {
    store.create(ALICE, GROUP);
    var accepted = (Accepted) store.append(ALICE, welcoming(0, "c1", add(BOB), BOB));
    var mail = store.fetch(BOB, 0, PAGE);
    assertThat(mail).hasSize(1);
    assertThat(mail.getFirst().commit()).isEqualTo(accepted.mark());
    assertThat(mail.getFirst().group()).isEqualTo(GROUP);
    assertThat(mail.getFirst().sender()).isEqualTo(ALICE);
    assertThat(mail.getFirst().welcome()).isEqualTo(Samples.payload("welcome c1"));
    assertThat(mail.getFirst().ratchetTree()).contains(Samples.payload("tree c1"));
    assertThat(store.fetch(BOB, 0, PAGE)).isEqualTo(mail);
    store.acknowledge(CAROL, Set.of(mail.getFirst().id()));
    assertThat(store.fetch(BOB, 0, PAGE)).as("only the owner acknowledges").isEqualTo(mail);
    store.acknowledge(BOB, Set.of(mail.getFirst().id()));
    store.acknowledge(BOB, Set.of(mail.getFirst().id()));
    assertThat(store.fetch(BOB, 0, PAGE)).isEmpty();
  }

  @Test
  void mailbox_hasAnEnd_andThenNothingOfTheHandshakeHappens() {
    store.create(ALICE, GROUP);
    store.append(ALICE, welcoming(0, "c1", add(BOB), BOB));
    store.append(ALICE, welcoming(1, "c2", new RosterChange(Set.of(BOB), Set.of(BOB)), BOB));
    var before = store.read(ALICE, GROUP, 1, PAGE);
    var both = new RosterChange(Set.of(BOB, CAROL), Set.of(BOB));
    refused(HubRule.MAILBOX_FULL, () -> store.append(ALICE, welcoming(2, "c3", both, BOB, CAROL)));
    assertThat(store.read(ALICE, GROUP, 1, PAGE)).isEqualTo(before);
    assertThat(store.fetch(CAROL, 0, PAGE)).isEmpty();
    refused(HubRule.NOT_ON_ROSTER, () -> store.read(CAROL, GROUP, 1, PAGE));
    assertThat(store.fetch(BOB, 0, 1)).as("a page").hasSize(1);
    assertThat(store.fetch(BOB, store.fetch(BOB, 0, 1).getFirst().id(), PAGE)).hasSize(1);
  }

  @Test
  void keyPackages_areHandedOutOnce_thenTheLastResort() {
    store.publish(ALICE, List.of(oneTime("k1"), oneTime("k2"), lastResort("k3")), NOW);
    assertThat(store.count(ALICE, SUITE, NOW)).isEqualTo(new KeyPackageStock(2, true));
    assertThat(claim().map(Bytes::utf8)).contains("k1");
    assertThat(claim().map(Bytes::utf8)).contains("k2");
    assertThat(claim().map(Bytes::utf8)).contains("k3");
    assertThat(claim().map(Bytes::utf8)).contains("k3");
    assertThat(store.claim(ALICE, 2, NOW)).as("another suite").isEmpty();
    assertThat(store.claim(BOB, SUITE, NOW)).isEmpty();
    var again = store.publish(ALICE, List.of(oneTime("k1"), lastResort("k4")), NOW);
    assertThat(again)
        .as("a claimed one does not come back")
        .isEqualTo(new KeyPackageStock(0, true));
    assertThat(claim().map(Bytes::utf8)).contains("k4");
  }

  @Test
  void keyPackages_beyondTheLimit_refusedAllTogether() {
    store.publish(ALICE, List.of(oneTime("k1"), oneTime("k2")), NOW);
    refused(
        HubRule.TOO_MANY_KEY_PACKAGES,
        () -> store.publish(ALICE, List.of(oneTime("k3"), oneTime("k4")), NOW));
    assertThat(store.count(ALICE, SUITE, NOW)).isEqualTo(new KeyPackageStock(2, false));
  }

  @Test
  void keyPackages_thatExpired_areNotFound() {
    store.publish(ALICE, List.of(oneTime("k1"), lastResort("k2")), NOW);
    var later = NOW.plusSeconds(1_000);
    assertThat(store.count(ALICE, SUITE, later)).isEqualTo(new KeyPackageStock(0, false));
    assertThat(store.claim(ALICE, SUITE, later)).isEmpty();
  }

  @Test
  void fanout_hearsEverythingOnceAndInOrder() {
    var heard = new CopyOnWriteArrayList<LiveFanout.Committed>();
    store.onCommit(heard::add);
    store.create(ALICE, GROUP);
    store.append(ALICE, welcoming(0, "c1", add(BOB), BOB));
    say(BOB, "m1");
    say(BOB, "m1");
    commit(ALICE, 0, "lost", RosterChange.NONE);
    commit(ALICE, 1, "c2", remove(BOB));
    assertThat(heard).extracting(one -> one.record().sequence()).containsExactly(1L, 2L, 3L);
    assertThat(heard.getFirst().welcomed()).containsExactly(BOB);
    assertThat(heard.getLast().removed()).containsExactly(BOB);
  }

  @Test
  void racingCommits_oneWinsEachRound() throws Exception {
    store.create(ALICE, GROUP);
    int rounds = 20;
    for (int round = 0; round < rounds; round++) {
      int expected = round;
      var results =
          together(
              8, i -> commit(ALICE, expected, "round" + expected + "racer" + i, RosterChange.NONE));
      assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(1);
      assertThat(results).filteredOn(Stale.class::isInstance).hasSize(7);
    }
    assertThat(store.head(ALICE, GROUP).lastHandshake()).isEqualTo(rounds);
  }

  @Test
  void racingAppendsOfOneMessage_standOnce() throws Exception {
    store.create(ALICE, GROUP);
    var results = together(16, _ -> say(ALICE, "the one"));
    assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Duplicate.class::isInstance).hasSize(15);
    assertThat(store.read(ALICE, GROUP, 1, PAGE).records()).hasSize(1);
  }

  @Test
  void racingClaims_neverShareAPackage() throws Exception {
    store.publish(ALICE, List.of(oneTime("k1"), oneTime("k2"), oneTime("k3")), NOW);
    var claimed = together(12, _ -> claim());
    var got = claimed.stream().flatMap(Optional::stream).map(Bytes::utf8).toList();
    assertThat(got).containsExactlyInAnyOrder("k1", "k2", "k3");
  }

  AppendResult say(Fingerprint who, String id) {
    return store.append(
        who, new ApplicationAppend(GROUP, Samples.messageId(id), Samples.payload(id)));
  }

  AppendResult commit(Fingerprint who, long expected, String id, RosterChange change) {
    return store.append(
        who,
        new HandshakeAppend(
            GROUP, Samples.messageId(id), expected, Samples.payload(id), change, Optional.empty()));
  }

  static HandshakeAppend welcoming(
      long expected, String id, RosterChange change, Fingerprint... recipients) {
    return new HandshakeAppend(
        GROUP,
        Samples.messageId(id),
        expected,
        Samples.payload(id),
        change,
        Optional.of(
            new WelcomeDelivery(
                Set.of(recipients),
                Samples.payload("welcome " + id),
                Optional.of(Samples.payload("tree " + id)))));
  }

  static RosterChange add(Fingerprint who) {
    return new RosterChange(Set.of(who), Set.of());
  }

  static RosterChange remove(Fingerprint who) {
    return new RosterChange(Set.of(), Set.of(who));
  }

  static void refused(HubRule rule, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private List<Long> sequences(Fingerprint who, long from) {
    return store.read(who, GROUP, from, PAGE).records().stream().map(LogRecord::sequence).toList();
  }

  private Optional<Bytes> claim() {
    return store.claim(ALICE, SUITE, NOW).map(one -> one.keyPackage());
  }

  private static StoredKeyPackage oneTime(String name) {
    return new StoredKeyPackage(SUITE, Bytes.ofUtf8(name), Use.ONE_TIME, NOW.plusSeconds(1_000));
  }

  private static StoredKeyPackage lastResort(String name) {
    return new StoredKeyPackage(SUITE, Bytes.ofUtf8(name), Use.LAST_RESORT, NOW.plusSeconds(1_000));
  }

  /// Something that one of several racers does.
  @FunctionalInterface
  interface Racer<T> {
    T run(int index) throws Exception;
  }

  static <T> List<T> together(int racers, Racer<T> racer) throws Exception {
    var start = new CyclicBarrier(racers);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<T>>();
      for (int i = 0; i < racers; i++) {
        int index = i;
        tasks.add(
            () -> {
              start.await();
              return racer.run(index);
            });
      }
      var results = new ArrayList<T>();
      for (var future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}

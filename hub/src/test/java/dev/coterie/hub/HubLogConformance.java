package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.AppendResult.Accepted;
import dev.coterie.hubapi.AppendResult.Duplicate;
import dev.coterie.hubapi.AppendResult.Stale;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HashChain;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogPage.Standing;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.RosterChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store must do with logs and rosters.
abstract class HubLogConformance extends HubStoreWorld {
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

  private List<Long> sequences(Fingerprint who, long from) {
    return store.read(who, GROUP, from, PAGE).records().stream().map(LogRecord::sequence).toList();
  }
}

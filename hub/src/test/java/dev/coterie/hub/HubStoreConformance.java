package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.AppendResult.Accepted;
import dev.coterie.hubapi.AppendResult.Duplicate;
import dev.coterie.hubapi.AppendResult.Stale;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer.Use;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.StoredKeyPackage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// What every store of a hub must do: with logs, and with mail, key packages, listeners and races.
abstract class HubStoreConformance extends HubLogConformance {
  private static final int SUITE = 1;

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
  void keyPackages_countAgainstTheQuota_onceEach() {
    var payload = Bytes.wrap(new byte[2_000]);
    store.create(ALICE, GROUP);
    for (int i = 0; i < 49; i++) {
      store.append(ALICE, new ApplicationAppend(GROUP, Samples.messageId("m" + i), payload));
    }
    var large =
        new StoredKeyPackage(
            SUITE, Bytes.wrap(new byte[1_500]), Use.ONE_TIME, NOW.plusSeconds(1_000));
    store.publish(ALICE, List.of(large), NOW);
    store.publish(ALICE, List.of(large, oneTime("k1")), NOW);
    var more =
        new StoredKeyPackage(
            SUITE, Bytes.wrap(new byte[500]), Use.ONE_TIME, NOW.plusSeconds(1_000));
    refused(HubRule.QUOTA_EXCEEDED, () -> store.publish(ALICE, List.of(more), NOW));
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

  private Optional<Bytes> claim() {
    return store.claim(ALICE, SUITE, NOW).map(one -> one.keyPackage());
  }

  private static StoredKeyPackage oneTime(String name) {
    return new StoredKeyPackage(SUITE, Bytes.ofUtf8(name), Use.ONE_TIME, NOW.plusSeconds(1_000));
  }

  private static StoredKeyPackage lastResort(String name) {
    return new StoredKeyPackage(SUITE, Bytes.ofUtf8(name), Use.LAST_RESORT, NOW.plusSeconds(1_000));
  }
}

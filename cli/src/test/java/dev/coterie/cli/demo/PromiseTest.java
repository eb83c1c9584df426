package dev.coterie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.cli.demo.Evidence.Attempts;
import dev.coterie.cli.demo.Evidence.MemberView;
import dev.coterie.cli.demo.Evidence.Stored;
import dev.coterie.cli.demo.Ledger.Said;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Each promise is shown to break: one planted fault, and exactly the promise that names it says
/// so.
class PromiseTest {
  private static final long LAST_CAROL_EPOCH = StagedCall.LAST_CAROL_EPOCH;
  private static final long LAST_EPOCH = LAST_CAROL_EPOCH + 1;

  private final List<Said> said = new ArrayList<>();
  private final Map<Cast, List<Stored>> stored = new EnumMap<>(Cast.class);
  private Attempts attempts = new Attempts(3, List.of());
  private String davesAuthenticator = "aa";
  private List<String> hub = List.of();

  PromiseTest() {
    for (Cast who : Cast.values()) {
      stored.put(who, new ArrayList<>());
    }
    for (int i = 0; i < 6; i++) {
      said.add(new Said(i, Cast.ALICE, "id" + i, "text " + i));
      var row = row(i);
      for (Cast who : Cast.values()) {
        boolean entitled =
            switch (who) {
              case ALICE, BOB -> true;
              case CAROL -> row.epoch() <= LAST_CAROL_EPOCH;
              case DAVE -> row.epoch() >= LAST_EPOCH;
            };
        if (entitled) {
          of(who).add(row);
        }
      }
    }
  }

  private static Stored row(int i) {
    return new Stored(
        10 + i, LAST_CAROL_EPOCH - 1 + i / 2, 0, i % 2, "alice", "id" + i, "text " + i);
  }

  private List<Stored> of(Cast who) {
    return Objects.requireNonNull(stored.get(who));
  }

  private List<Promise> broken() {
    var members = new EnumMap<Cast, MemberView>(Cast.class);
    stored.forEach(
        (who, rows) ->
            members.put(
                who,
                new MemberView(rows, LAST_EPOCH, who == Cast.DAVE ? davesAuthenticator : "aa")));
    var call = new StagedCall();
    var evidence = new Evidence(members, attempts, hub, call.evidence());
    var ledger = new Ledger(said, LAST_CAROL_EPOCH, LAST_EPOCH, call.ledger());
    return List.of(Promise.values()).stream()
        .filter(p -> !p.faults(ledger, evidence).isEmpty())
        .toList();
  }

  @Test
  void nothingWrong_allHeld() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void messageMissing_breaksExactlyOnce() {
    of(Cast.BOB).remove(2);
    assertThat(broken()).contains(Promise.EXACTLY_ONCE);
  }

  @Test
  void messageTwice_breaksExactlyOnceAndKeys() {
    of(Cast.BOB).add(row(5));
    assertThat(broken()).contains(Promise.EXACTLY_ONCE, Promise.KEYS_ONCE, Promise.ONE_ORDER);
  }

  @Test
  void missingEverywhere_breaksExactlyOnce() {
    stored.values().forEach(rows -> rows.removeIf(s -> s.id().equals("id3")));
    assertThat(broken()).contains(Promise.EXACTLY_ONCE);
  }

  @Test
  void textChanged_breaksUnchanged() {
    of(Cast.BOB).set(1, new Stored(11, LAST_CAROL_EPOCH - 1, 0, 1, "alice", "id1", "text 1?"));
    assertThat(broken()).containsExactly(Promise.UNCHANGED);
  }

  @Test
  void senderChanged_breaksUnchanged() {
    of(Cast.BOB).set(1, new Stored(11, LAST_CAROL_EPOCH - 1, 0, 1, "bob", "id1", "text 1"));
    assertThat(broken()).containsExactly(Promise.UNCHANGED);
  }

  @Test
  void messageFromNowhere_breaksUnchanged() {
    of(Cast.ALICE).add(new Stored(99, LAST_EPOCH, 0, 9, "alice", "idX", "?"));
    assertThat(broken()).contains(Promise.UNCHANGED);
  }

  @Test
  void idAcknowledgedTwice_breaksUnchanged() {
    said.add(new Said(9, Cast.ALICE, "id5", "text 5"));
    assertThat(broken()).contains(Promise.UNCHANGED);
  }

  @Test
  void orderSwapped_breaksOneOrder() {
    of(Cast.BOB).add(0, of(Cast.BOB).remove(1));
    assertThat(broken()).containsExactly(Promise.ONE_ORDER);
  }

  @Test
  void carolOpenedSomething_breaksRemoved() {
    attempts = new Attempts(3, List.of("record 15"));
    assertThat(broken()).containsExactly(Promise.REMOVED_READS_NOTHING);
  }

  @Test
  void carolHadNothingToTry_breaksRemoved() {
    attempts = new Attempts(0, List.of());
    assertThat(broken()).containsExactly(Promise.REMOVED_READS_NOTHING);
  }

  @Test
  void daveHasTheMorning_breaksAddedLate() {
    of(Cast.DAVE).add(0, row(3));
    assertThat(broken()).containsExactly(Promise.ADDED_LATE);
  }

  @Test
  void daveInAnotherGroup_breaksAuthenticators() {
    davesAuthenticator = "bb";
    assertThat(broken()).containsExactly(Promise.AUTHENTICATORS);
  }

  @Test
  void generationAgain_breaksKeysOnce() {
    for (Cast who : Cast.values()) {
      of(who)
          .replaceAll(
              s ->
                  s.id().equals("id5")
                      ? new Stored(s.sequence(), LAST_EPOCH, 0, 0, s.sender(), s.id(), s.text())
                      : s);
    }
    assertThat(broken()).containsExactly(Promise.KEYS_ONCE);
  }

  @Test
  void textInTheHubsFiles_breaksHubBlind() {
    hub = List.of("hub.db at 4096");
    assertThat(broken()).containsExactly(Promise.HUB_BLIND);
  }
}

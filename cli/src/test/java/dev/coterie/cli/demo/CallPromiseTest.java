package dev.coterie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.cli.demo.CallEvidence.Arrived;
import dev.coterie.cli.demo.CallEvidence.Heard;
import dev.coterie.cli.demo.CallEvidence.Hearing;
import dev.coterie.cli.demo.CallEvidence.Sent;
import dev.coterie.cli.demo.CallEvidence.Spoken;
import dev.coterie.cli.demo.Evidence.Attempts;
import dev.coterie.cli.demo.Evidence.MemberView;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each promise about the call is shown to break.
class CallPromiseTest {
  private final StagedCall call = new StagedCall();

  private List<Promise> broken() {
    var members = new EnumMap<Cast, MemberView>(Cast.class);
    for (Cast who : Cast.values()) {
      members.put(who, new MemberView(List.of(), 5, "aa"));
    }
    var evidence = new Evidence(members, new Attempts(1, List.of()), List.of(), call.evidence());
    var ledger = new Ledger(List.of(), StagedCall.LAST_CAROL_EPOCH, 5, call.ledger());
    return List.of(Promise.values()).stream()
        .filter(p -> !p.faults(ledger, evidence).isEmpty())
        .toList();
  }

  @Test
  void nothingWrong_allHeld() {
    assertThat(broken()).isEmpty();
    call.pace = Pace.REAL_TIME;
    assertThat(broken()).isEmpty();
  }

  @Test
  void oneSampleOff_breaksSameSound() {
    call.bobHeard.set(7, new Heard(StagedCall.time(7), 1, "pcm x", "pcm 7"));
    assertThat(broken()).containsExactly(Promise.SAME_SOUND);
  }

  @Test
  void soundThatAliceDidNotMake_breaksSameSound() {
    call.carolHeard.add(new Heard(StagedCall.time(99), 3, "pcm 99", ""));
    assertThat(broken()).containsExactly(Promise.SAME_SOUND);
  }

  @Test
  void framesSwapped_breaksSameSound() {
    call.bobHeard.add(3, call.bobHeard.remove(4));
    assertThat(broken()).containsExactly(Promise.SAME_SOUND);
  }

  @Test
  void frameTwice_breaksSameSound() {
    call.bobHeard.add(4, StagedCall.heard(4));
    assertThat(broken()).containsExactly(Promise.SAME_SOUND);
  }

  @Test
  void silence_breaksSameSoundAndLoss() {
    call.carolHeard.clear();
    assertThat(broken()).containsExactly(Promise.SAME_SOUND, Promise.NOTHING_LOST_TO_KEYS);
  }

  @Test
  void framesWithoutKeys_breakLossAtAnyPace() {
    call.bobsKeyless = 1;
    assertThat(broken()).containsExactly(Promise.NOTHING_LOST_TO_KEYS);
    call.pace = Pace.REAL_TIME;
    assertThat(broken()).containsExactly(Promise.NOTHING_LOST_TO_KEYS);
  }

  @Test
  void listenerThatDidNotComeToTell_breaksLoss() {
    call.pace = Pace.REAL_TIME;
    call.bobsKeyless = -1;
    assertThat(broken()).containsExactly(Promise.NOTHING_LOST_TO_KEYS);
  }

  @Test
  void frameThatWasNotHeard_isNoLossToKeysAtRealTimePace_butOneAtTheListeners() {
    call.bobHeard.remove(10);
    assertThat(broken()).containsExactly(Promise.NOTHING_LOST_TO_KEYS);
    call.pace = Pace.REAL_TIME;
    assertThat(broken()).isEmpty();
  }

  @Test
  void frameThatTheHubDropped_breaksLossAtTheListenersPace() {
    call.carolGot.remove(15);
    call.carolHeard.remove(15);
    assertThat(broken()).containsExactly(Promise.NOTHING_LOST_TO_KEYS);
  }

  @Test
  void lastFrameOfAllThatBobDidNotGet_breaksLossAtTheListenersPace() {
    call.bobGot.removeLast();
    call.bobHeard.removeLast();
    assertThat(broken()).containsExactly(Promise.NOTHING_LOST_TO_KEYS);
  }

  @Test
  void speakerWithoutKey_breaksLoss() {
    call.pace = Pace.REAL_TIME;
    call.spoken.set(10, new Spoken(StagedCall.time(10), Spoken.NOT_YET));
    assertThat(broken()).containsExactly(Promise.NOTHING_LOST_TO_KEYS);
  }

  @Test
  void wholeEpochUnheard_breaksLoss() {
    call.pace = Pace.REAL_TIME;
    call.bobGot.subList(10, 20).clear();
    call.bobHeard.subList(10, 20).clear();
    assertThat(broken()).containsExactly(Promise.NOTHING_LOST_TO_KEYS);
  }

  @Test
  void carolOpenedALaterFrame_breaksRemoved() {
    call.attempts = new Hearing(10, 1, 30, 30);
    assertThat(broken()).containsExactly(Promise.REMOVED_HEARS_NOTHING);
  }

  @Test
  void nothingToTry_breaksRemoved() {
    call.attempts = new Hearing(0, 0, 30, 30);
    assertThat(broken()).containsExactly(Promise.REMOVED_HEARS_NOTHING);
  }

  @Test
  void attemptThatOpensNotEvenWhatSheMayHear_breaksRemoved() {
    call.attempts = new Hearing(10, 0, 30, 29);
    assertThat(broken()).containsExactly(Promise.REMOVED_HEARS_NOTHING);
    call.attempts = new Hearing(10, 0, 0, 0);
    assertThat(broken()).containsExactly(Promise.REMOVED_HEARS_NOTHING);
  }

  @Test
  void carolHeardAlicesNextWord_breaksRemoved() {
    call.carolGot.add(new Arrived(StagedCall.time(30), 4, 4));
    call.carolHeard.add(StagedCall.heard(30));
    assertThat(broken()).containsExactly(Promise.REMOVED_HEARS_NOTHING);
  }

  @Test
  void counterAgain_breaksMediaKeys() {
    call.sent.add(new Sent(2, 7));
    assertThat(broken()).containsExactly(Promise.MEDIA_KEYS_ONCE);
  }

  @Test
  void nothingSent_breaksMediaKeys() {
    call.sent.clear();
    assertThat(broken()).containsExactly(Promise.MEDIA_KEYS_ONCE);
  }

  @Test
  void frameInTheHubsFiles_breaksHubKeepsNoSound() {
    call.hub = List.of("hub.db at 8192");
    assertThat(broken()).containsExactly(Promise.HUB_KEEPS_NO_SOUND);
  }
}

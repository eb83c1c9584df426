package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Rule;
import dev.coterie.crypto.Secret;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import dev.coterie.sframe.media.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `SECURITY.md` claims of live audio, and what it admits.
final class CallClaimsTest {
  private static final String WORDS = "words that only members may hear";

  private final World world = World.of(CallMode.RECORD, 3);

  private static Verdict refused(Rule rule) {
    return new Verdict.Refused(rule);
  }

  @Test
  void hub_seesNoAudio_andCannotChangeAFrame() {
    var frame = world.say(0, WORDS);
    assertThat(frame.toHex()).doesNotContain(Bytes.ofUtf8("members").toHex());
    var octets = frame.toArray();
    for (int i = 0; i < octets.length * Byte.SIZE; i++) {
      var changed = octets.clone();
      changed[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
      for (int mark = 0; mark < 3; mark++) {
        assertThat(world.hear(1, mark, Bytes.wrap(changed)))
            .as("bit %d, marked as from leaf %d", i, mark)
            .isNotInstanceOf(Verdict.Accepted.class);
      }
    }
    world.commit();
    assertThat(world.play(1)).isEmpty();
    assertThat(world.hear(1, 0, frame)).isInstanceOf(Verdict.Accepted.class);
    assertThat(world.hear(1, 0, frame)).isEqualTo(refused(Refusal.REPLAYED));
  }

  @Test
  void whoNeverHeldTheKeys_canNeitherHearNorForge() {
    var outsider = CallSession.create(world.mode, World.SUITE, world.holder(2).member(), List.of());
    outsider.enter(world.callEpoch(Begun.WITH_REMOVE), guessedKey(), world.now);
    var frame = world.say(0, WORDS);
    assertThat(outsider.hear(world.now, world.identity(0), frame))
        .isEqualTo(refused(Refusal.NOT_AUTHENTIC));
    var forged = new Forger(guessedKey(), world.epoch, world.leafCount, 0, 0).say(1, "forged");
    assertThat(world.hear(1, 0, forged)).isEqualTo(refused(Refusal.NOT_AUTHENTIC));
  }

  private static Secret guessedKey() {
    return Secret.adopt(new byte[World.SUITE.keySize()]);
  }

  @Test
  void member_cannotSpeakAsAnother_overAnHonestHub() {
    var forged = Forger.of(world, 0).say(1, "forged by the member at leaf 2");
    assertThat(world.hear(1, 2, forged)).isEqualTo(refused(GapRule.OTHER_CONNECTION));
    assertThat(world.play(1)).isEmpty();
  }

  /// Admitted: the key of an epoch is the group's.
  @Test
  void member_canSpeakAsAnother_withTheHubsHelp() {
    var forged = Forger.of(world, 0).say(1, "forged by the member at leaf 2");
    assertThat(world.hear(1, 0, forged)).isInstanceOf(Verdict.Accepted.class);
    assertThat(world.play(1)).hasSize(1);
  }

  @Test
  void member_cannotSilenceAnother_bySendingItsFramesFirst() {
    var frame = world.say(0, WORDS);
    assertThat(world.hear(1, 2, frame)).isEqualTo(refused(GapRule.OTHER_CONNECTION));
    assertThat(world.hear(1, 0, frame)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void removedMember_isSilencedAtOnce_andHearsNothingLater() {
    long before = world.epoch;
    var identity = world.identity(2);
    var own = new Forger(World.baseKey(before), before, world.leafCount, 2, 0);
    world.hear(1, 2, own.say(1, "waits to be played"));
    var removed = world.remove(2);
    assertThat(world.play(1)).isEmpty();
    assertThat(world.refuse(1, identity, own.say(2, "still me")))
        .isEqualTo(refused(Refusal.LEAF_LEFT));
    var later = world.say(0, WORDS);
    assertThat(removed.hear(world.now, world.identity(0), later))
        .isEqualTo(Verdict.Waiting.EPOCH_AHEAD);
    var guess = new Forger(World.baseKey(before), world.epoch, world.leafCount, 0, 0);
    assertThat(world.hear(1, 0, guess.say(1, "with the old key")))
        .isEqualTo(refused(Refusal.NOT_AUTHENTIC));
  }

  /// Admitted: until the overlap ends, a removed member and the hub speak as others in old epochs.
  @Test
  void removedMemberWithTheHub_canForgeOldAudioOfOthers_forOneSecond() {
    long before = world.epoch;
    world.commit();
    long last = world.epoch;
    world.remove(2);
    for (long epoch : new long[] {before, last}) {
      var forger = new Forger(World.baseKey(epoch), epoch, world.leafCount, 0, 0);
      assertThat(world.hear(1, 0, forger.say(epoch, "as leaf 0")))
          .isInstanceOf(Verdict.Accepted.class);
    }
    world.pass(Duration.ofMillis(999));
    var forger = new Forger(World.baseKey(last), last, world.leafCount, 0, 1);
    assertThat(world.hear(1, 0, forger.say(1, "as leaf 0"))).isInstanceOf(Verdict.Accepted.class);
    world.pass(Duration.ofMillis(1));
    for (long epoch : new long[] {before, last}) {
      var late = new Forger(World.baseKey(epoch), epoch, world.leafCount, 0, 2);
      assertThat(world.hear(1, 0, late.say(1, "too late"))).isEqualTo(refused(Refusal.EPOCH_GONE));
    }
  }

  @Test
  void newcomerOnTheLeafOfTheRemoved_inheritsNothing() {
    var old = world.say(2, "said before");
    world.hear(1, 2, world.say(2, "waits"));
    world.remove(2);
    world.epoch++;
    world.admit(2);
    world.calls.forEach((leaf, call) -> world.enter(call, Begun.WITHOUT_REMOVE));
    world.disks.remove(2);
    world.start(2);
    assertThat(world.hear(1, 2, old)).isInstanceOf(Verdict.Refused.class);
    assertThat(world.hear(1, 2, world.say(2, "new here")))
        .isEqualTo(new Verdict.Accepted(world.source(2), 1, world.epoch));
    assertThat(world.play(1)).containsExactly("new here");
  }
}

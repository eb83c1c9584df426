package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Rule;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import dev.coterie.sframe.media.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every rule, broken; each is counted, and what comes after is heard as if nothing had been.
final class RefusalTest {
  private final World world = World.of(CallMode.LIVE, 3);
  private final Forger forger = Forger.of(world, 2);

  private void refused(Rule rule, Bytes frame) {
    refused(rule, world.hear(1, 2, frame));
  }

  private void refused(Rule rule, Verdict verdict) {
    assertThat(verdict).isEqualTo(new Verdict.Refused(rule));
    assertThat(world.call(1).statistics().refused(rule)).isPositive();
    assertThat(world.hear(1, 0, world.say(0, "after"))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void frameTooLarge() {
    refused(GapRule.FRAME_TOO_LARGE, Bytes.wrap(new byte[16_385]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "40",
        "4005",
        "403f00",
        "4041",
        "4040",
        "80000001",
        "c000000000000001",
        "05a1"
      })
  void frameMalformed(String hex) {
    refused(GapRule.FRAME_MALFORMED, Bytes.fromHex(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "01a0",
        "04a0000000",
        "0fa40064676270320102021902000401", // a text stream
        "0fa40064676270320101021902000400", // sequence 0
        "10a4006467627032010102190200041801" // sequence 1, not in its shortest form
      })
  void headerMalformed(String hex) {
    refused(GapRule.HEADER_MALFORMED, Bytes.fromHex(hex));
  }

  @Test
  void sframeMissing() {
    var header = MediaHeader.FORM.encode(forger.header(1));
    refused(Refusal.MALFORMED, FrameSplitter.join(header, new byte[0], 0));
  }

  @Test
  void everyCut_isRefused() {
    var frame = world.say(0, "whole");
    for (int size = 0; size < frame.size(); size++) {
      assertThat(world.hear(1, 0, frame.slice(0, size))).isInstanceOf(Verdict.Refused.class);
    }
    assertThat(world.hear(1, 0, frame)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void wrongKeyIds() {
    var header = MediaHeader.FORM.encode(forger.header(1));
    int epoch = (int) (world.epoch & 0xff);
    refused(Refusal.OTHER_SOURCE, withKeyId(header, 1 << 8 | epoch));
    refused(Refusal.UNKNOWN_KEY_ID, withKeyId(header, 7 << 8 | epoch));
    refused(Refusal.NOT_AUTHENTIC, withKeyId(header, 2 << 8 | epoch));
  }

  /// X = 1 with two octets of key id, Y = 1 with eight octets of counter.
  private static Bytes withKeyId(Bytes header, int keyId) {
    var start = Bytes.of(0x9f, keyId >> 8, keyId & 0xff);
    var counter = Bytes.fromHex("3fffffffffffffff");
    var rest = Bytes.concat(start, counter, Bytes.wrap(new byte[40])).toArray();
    return FrameSplitter.join(header, rest, rest.length);
  }

  @Test
  void nobodyThere() {
    var identity = world.identity(2);
    world.remove(2);
    var frame = Forger.of(world, 2).say(1, "x");
    refused(GapRule.NOBODY_THERE, world.refuse(1, identity, frame));
  }

  @Test
  void otherConnection() {
    refused(GapRule.OTHER_CONNECTION, world.hear(1, 2, world.say(0, "mine")));
    refused(GapRule.OTHER_CONNECTION, world.refuse(1, Bytes.EMPTY, world.say(0, "mine")));
  }

  @Test
  void payloadMalformed() {
    var header = MediaHeader.FORM.encode(forger.header(1));
    refused(GapRule.PAYLOAD_MALFORMED, forger.seal(header, Bytes.EMPTY));
    refused(GapRule.PAYLOAD_MALFORMED, forger.seal(header, Bytes.fromHex("a30000010002" + "40")));
    refused(GapRule.PAYLOAD_MALFORMED, forger.seal(header, Bytes.wrap(new byte[9000])));
  }

  @Test
  void kindUnsupported() {
    var header = MediaHeader.FORM.encode(forger.header(1));
    refused(GapRule.KIND_UNSUPPORTED, forger.seal(header, Bytes.fromHex("a10001")));
  }

  @Test
  void ownFramesComeBack() {
    var own = world.say(1, "own");
    refused(Refusal.OWN, world.hear(1, 1, own));
  }

  @Test
  void late_andDuplicate() {
    var one = world.say(2, "one");
    var two = world.say(2, "two");
    world.hear(1, 2, two);
    assertThat(world.play(1)).containsExactly("two");
    refused(GapRule.LATE, one);
    world.commit();
    refused(GapRule.DUPLICATE, Forger.of(world, 2).say(2, "again"));
  }

  @Test
  void tooManyStreams_ofOneMember() {
    for (int channel = 1; channel <= Voices.MAX_OF_MEMBER; channel++) {
      world.hear(1, 2, channel(channel).say(1, "x"));
    }
    refused(GapRule.TOO_MANY_STREAMS, world.hear(1, 2, channel(200).say(1, "x")));
    world.pass(Duration.ofSeconds(11));
    world.call(1).play(world.now);
    world.call(1).play(world.now.plusMillis(100));
    assertThat(world.hear(1, 2, channel(201).say(1, "x"))).isInstanceOf(Verdict.Accepted.class);
  }

  private Forger channel(int channel) {
    return new Forger(World.baseKey(world.epoch), world.epoch, world.leafCount, 2, channel);
  }

  @Test
  void bufferFull() {
    var far = forger.say(Long.MAX_VALUE, "x");
    refused(GapRule.BUFFER_FULL, far);
  }

  @Test
  void tooMuchAhead_leavesRoomForOthers() {
    long next = world.epoch + 1;
    var flood = new Forger(World.baseKey(next), next, world.leafCount, 2, 0);
    for (int i = 1; i <= 256; i++) {
      assertThat(world.hear(1, 2, flood.say(i, "x"))).isEqualTo(Verdict.Waiting.EPOCH_AHEAD);
    }
    refused(GapRule.TOO_MUCH_AHEAD, flood.say(257, "x"));
    var more = new Forger(World.baseKey(next), next, world.leafCount, 0, 0).say(5, "x");
    assertThat(world.hear(1, 0, more)).isEqualTo(Verdict.Waiting.EPOCH_AHEAD);
    assertThat(world.call(1).statistics().lostToKeyChanges()).isEqualTo(1);
    world.commit();
    assertThat(world.call(1).statistics().replayed()).isEqualTo(257);
    assertThat(world.call(1).statistics().waiting()).isZero();
  }

  @Test
  void waitedInVain() {
    long next = world.epoch + 1;
    var ahead = new Forger(World.baseKey(next), next, world.leafCount, 0, 0).say(1, "x");
    world.hear(1, 0, ahead);
    assertThat(world.call(1).wakeAt()).contains(world.now.plusSeconds(10));
    world.pass(Duration.ofSeconds(10));
    world.call(1).tick(world.now);
    assertThat(world.call(1).statistics().refused(Refusal.EPOCH_AHEAD)).isEqualTo(1);
    assertThat(world.call(1).statistics().waiting()).isZero();
  }

  @Test
  void beforeUs() {
    var before = world.say(0, "before");
    world.commit();
    world.start(1);
    refused(GapRule.BEFORE_US, before);
    assertThat(world.call(1).statistics().lostToKeyChanges()).isZero();
  }

  @Test
  void callOver() {
    var frame = world.say(0, "x");
    world.hear(1, 0, frame);
    world.call(1).close();
    assertThat(world.hear(1, 0, frame)).isEqualTo(new Verdict.Refused(GapRule.CALL_OVER));
    assertThat(world.call(1).play(world.now)).isEmpty();
    assertThat(world.call(1).statistics().accepted()).isEqualTo(1);
  }

  @Test
  void sequenceThatGoesBack_isHeardAfterItsSecondPacket() {
    world.hear(1, 0, Forger.of(world, 0).say(1L << 40, "forged"));
    world.play(1);
    world.commit();
    world.hear(1, 0, world.say(0, "one"));
    world.hear(1, 0, world.say(0, "two"));
    world.hear(1, 0, world.say(0, "three"));
    assertThat(world.play(1)).containsExactly("one", "two", "three");
  }

  @Test
  void heldFrame_isJudgedAgain() {
    world.epoch++;
    world.enter(world.call(0), Begun.WITHOUT_REMOVE);
    world.store(0);
    var early = world.say(0, "early");
    assertThat(world.hear(1, 2, early)).isEqualTo(Verdict.Waiting.EPOCH_AHEAD);
    world.enter(world.call(1), Begun.WITHOUT_REMOVE);
    assertThat(world.call(1).statistics().refused(GapRule.OTHER_CONNECTION)).isEqualTo(1);
    assertThat(world.hear(1, 0, early)).isInstanceOf(Verdict.Accepted.class);
  }
}

package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.gap.jitter.JitterBuffer;
import dev.coterie.gap.jitter.LiveBuffer;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.gap.jitter.Playout.Packet;
import dev.coterie.gap.jitter.RecordBuffer;
import dev.coterie.gbp.MediaHeader;
import java.util.ArrayList;

/// Whatever octets come: a value, never an exception but for what is no encoding.
final class GapFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void payload(byte[] input) {
    var octets = Bytes.copyOf(input);
    try {
      assertThat(AudioPayload.FORM.encode(AudioPayload.FORM.decode(octets))).isEqualTo(octets);
    } catch (MalformedException e) {
      assertThat(e.field()).isNotEmpty();
    } catch (RefusedException e) {
      assertThat(e.rule()).isEqualTo(GapRule.KIND_UNSUPPORTED);
    }
  }

  @FuzzTest(maxDuration = "5s")
  void reservation(byte[] input) {
    var stored = Bytes.copyOf(input);
    try {
      assertThat(CallReservation.CODEC.encode(CallReservation.decode(stored))).isEqualTo(stored);
    } catch (MalformedException e) {
      assertThat(e.field()).isNotEmpty();
    }
  }

  /// A frame from nowhere, and one around authentic octets of a member that means harm.
  @FuzzTest(maxDuration = "5s")
  void frame(byte[] input) {
    var world = World.of(CallMode.LIVE, 3);
    var real = world.say(0, "real");
    var octets = Bytes.copyOf(input);
    assertThat(world.hear(1, 0, octets) instanceof Verdict.Accepted).isEqualTo(octets.equals(real));
    if (octets.size() <= 8000) {
      var harmful = Forger.of(world, 2);
      var header = MediaHeader.FORM.encode(harmful.header(1));
      var verdict = world.hear(1, 2, harmful.seal(header, octets));
      assertThat(verdict instanceof Verdict.Accepted).isEqualTo(isPayload(octets));
    }
    world.hear(1, 0, real);
    world.commit();
    assertThat(world.play(1)).contains("real");
  }

  private static boolean isPayload(Bytes octets) {
    try {
      AudioPayload.FORM.decode(octets);
      return true;
    } catch (MalformedException | RefusedException _) {
      return false;
    }
  }

  /// Packets of a member that says about them what it wants.
  @FuzzTest(maxDuration = "5s")
  void jitter(FuzzedDataProvider data) {
    JitterBuffer buffer = data.consumeBoolean() ? new LiveBuffer() : new RecordBuffer();
    long now = 0;
    long sequence = data.consumeLong(1, Long.MAX_VALUE);
    long timestamp = data.consumeLong(0, AudioPayload.TIMESTAMPS - 1);
    var out = new ArrayList<Playout>();
    int packets = 0;
    while (data.remainingBytes() > 0) {
      switch (data.consumeInt(0, 4)) {
        case 0 -> sequence = data.consumeLong(1, Long.MAX_VALUE);
        case 1 -> timestamp = data.consumeLong(0, AudioPayload.TIMESTAMPS - 1);
        case 2 -> buffer.play(now += data.consumeInt(0, 100_000), out::add);
        default -> {
          sequence = Math.max(1, sequence + data.consumeInt(-3, 5));
          timestamp = Math.floorMod(timestamp + 960, AudioPayload.TIMESTAMPS);
          var opus = Bytes.wrap(new byte[data.consumeInt(1, 50)]);
          buffer.put(new Packet(sequence, timestamp, opus), now += data.consumeInt(-100, 2000));
          packets++;
        }
      }
    }
    for (int i = 0; i < 2000 && !buffer.isIdle(); i++) {
      buffer.play(now += 960, out::add);
    }
    assertThat(out.stream().filter(one -> one instanceof Packet).count())
        .isEqualTo(buffer.statistics().played())
        .isLessThanOrEqualTo(packets);
  }
}

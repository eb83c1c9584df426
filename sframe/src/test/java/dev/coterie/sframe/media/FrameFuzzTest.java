package dev.coterie.sframe.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;

/// Whatever octets come as a frame, as one after a real one, or from disk: a value, never an
/// exception but for what is not a reservation.
final class FrameFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void frame(byte[] input) {
    var world = new World();
    world.join(0);
    world.join(1);
    var real = world.say(0, 0, "real");
    var forged = Bytes.copyOf(input);
    boolean isReal = forged.equals(real);
    assertThat(world.hear(1, forged) instanceof Refusal).isEqualTo(!isReal);
    assertThat(world.hear(1, real) instanceof Refusal).isEqualTo(isReal);
    world.commit();
    assertThat(world.hear(1, forged)).isInstanceOf(Refusal.class);
    assertThat(world.heard(1, world.say(0, 0, "after"))).isEqualTo("after");
  }

  @FuzzTest(maxDuration = "5s")
  void reservation(byte[] input) {
    var stored = Bytes.copyOf(input);
    try {
      assertThat(Reservation.CODEC.encode(Reservation.decode(stored))).isEqualTo(stored);
    } catch (MalformedException e) {
      assertThat(e.field()).isNotEmpty();
    }
  }
}

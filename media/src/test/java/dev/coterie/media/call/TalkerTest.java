package dev.coterie.media.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.call.Spoken;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSource;
import dev.coterie.media.Sound;
import dev.coterie.media.opus.Opus;
import dev.coterie.media.opus.OpusSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TalkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Packet(long timestamp, Bytes opus) {}

  private final List<Packet> packets = Collections.synchronizedList(new ArrayList<>());

  private Spoken take(long timestamp, Bytes opus) {
    packets.add(new Packet(timestamp, opus));
    return Spoken.SENT;
  }

  @Test
  void source_isSpokenInStepsOf20Milliseconds() throws Exception {
    var source = new CallFixture.Source(Sound.voice(50, 2), 2);
    try (Talker talker =
        Talker.start(this::take, source, Opus.best(), OpusSettings.VOICE, Pace.unhurried())) {
      assertThat(talker.awaitEnd(PATIENCE)).isTrue();
      assertThat(talker.said().frames()).isEqualTo(50);
      assertThat(talker.said().count(Spoken.SENT)).isEqualTo(50);
      assertThat(talker.said().paused()).isZero();
      assertThat(talker.failure()).isEmpty();
    }
    assertThat(source.closed).isTrue();
    for (int i = 1; i < packets.size(); i++) {
      assertThat(packets.get(i).timestamp() - packets.get(i - 1).timestamp()).isEqualTo(Pcm.FRAME);
    }
  }

  @Test
  void pause_isLeftOutAndTimeGoesOn() throws Exception {
    var pcm = new short[60 * Pcm.FRAME];
    System.arraycopy(Sound.voice(5, 1), 0, pcm, 0, 5 * Pcm.FRAME);
    System.arraycopy(Sound.voice(5, 1), 0, pcm, 55 * Pcm.FRAME, 5 * Pcm.FRAME);
    var source = new CallFixture.Source(pcm, 1);
    try (Talker talker =
        Talker.start(this::take, source, Opus.best(), OpusSettings.VOICE, Pace.unhurried())) {
      assertThat(talker.awaitEnd(PATIENCE)).isTrue();
      assertThat(talker.said().paused()).isGreaterThan(20);
      assertThat(talker.said().paused() + packets.size()).isEqualTo(60);
    }
    assertThat(packets.getLast().timestamp() - packets.getFirst().timestamp())
        .isEqualTo(59L * Pcm.FRAME);
    assertThat(packets.stream().filter(p -> p.opus().size() <= 2)).isNotEmpty();
  }

  @Test
  void endOfTheCall_endsTheTalker() throws Exception {
    var source = new CallFixture.Source(Sound.voice(50, 1), 1);
    try (Talker talker =
        Talker.start(
            (_, _) -> Spoken.ENDED, source, Opus.best(), OpusSettings.VOICE, Pace.unhurried())) {
      assertThat(talker.awaitEnd(PATIENCE)).isTrue();
      assertThat(talker.said().frames()).isEqualTo(1);
      assertThat(talker.said().count(Spoken.ENDED)).isEqualTo(1);
    }
    assertThat(source.closed).isTrue();
  }

  @Test
  void closing_endsAMicrophoneThatWaits() {
    var closed = new CountDownLatch(1);
    var interrupts = new AtomicInteger();
    var silent =
        new PcmSource() {
          @Override
          public int channels() {
            return 1;
          }

          @Override
          public boolean read(short[] frame) {
            while (true) { // as a device does, deaf to interrupts
              try {
                closed.await();
                return false;
              } catch (InterruptedException _) {
                interrupts.incrementAndGet();
              }
            }
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    Talker talker =
        Talker.start(this::take, silent, Opus.best(), OpusSettings.VOICE, Pace.unhurried());
    talker.close();
    assertThat(talker.isEnded()).isTrue();
    assertThat(talker.failure()).isEmpty();
  }

  @Test
  void sourceThatFails_isTold() throws Exception {
    var broken =
        new PcmSource() {
          @Override
          public int channels() {
            return 1;
          }

          @Override
          public boolean read(short[] frame) {
            throw new MalformedException("WAV data", 46, "cut");
          }

          @Override
          public void close() {}
        };
    try (Talker talker =
        Talker.start(this::take, broken, Opus.best(), OpusSettings.VOICE, Pace.unhurried())) {
      assertThat(talker.awaitEnd(PATIENCE)).isTrue();
      assertThat(talker.failure()).containsInstanceOf(MalformedException.class);
    }
  }

  @Test
  void realTime_keepsItsStepsWithoutAddingUpDelays() throws Exception {
    Pace pace = Pace.realTime();
    long start = System.nanoTime();
    for (int i = 0; i <= 20; i++) {
      assertThat(pace.await(i)).isTrue();
      Thread.sleep(i % 3 * 5L); // work that takes a part of the time
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis()).isBetween(400L, 900L);
  }

  @Test
  void realTime_afterAStandstillGoesOnFromThere() throws Exception {
    Pace pace = Pace.realTime();
    pace.await(0);
    Thread.sleep(300);
    long start = System.nanoTime();
    for (int i = 1; i <= 4; i++) {
      pace.await(i);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis()).isGreaterThanOrEqualTo(55);
  }
}

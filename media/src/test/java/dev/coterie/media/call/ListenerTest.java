package dev.coterie.media.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.call.Heard;
import dev.coterie.client.call.Speaker;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSink;
import dev.coterie.media.Sound;
import dev.coterie.media.opus.Opus;
import dev.coterie.media.wav.WavReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListenerTest {
  private static final Speaker ALICE = CallFixture.speaker("alice", 0);
  private static final Speaker BOB = CallFixture.speaker("bob", 1);
  private static final List<Bytes> PACKETS = CallFixture.packets(40);
  private static final short[] WHOLE = decoded(PACKETS);

  @TempDir Path folder;

  private static short[] decoded(List<Bytes> packets) {
    var pcm = new short[packets.size() * Pcm.FRAME];
    try (var voice = new Voice(Opus.best())) {
      for (int i = 0; i < packets.size(); i++) {
        short[] frame = voice.hear(new Playout.Packet(i, 0, packets.get(i)));
        System.arraycopy(frame, 0, pcm, i * Pcm.FRAME, Pcm.FRAME);
      }
    }
    return pcm;
  }

  /// Remembers what was played, and says when there is enough.
  private static final class Ears implements PcmSink {
    private final CountDownLatch enough;
    private final int channels;
    final List<short[]> frames = new ArrayList<>();
    volatile boolean closed;

    Ears(int channels, int frames) {
      this.channels = channels;
      this.enough = new CountDownLatch(frames);
    }

    @Override
    public int channels() {
      return channels;
    }

    @Override
    public void write(short[] samples) {
      frames.add(samples);
      enough.countDown();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static Listener.Line line(List<List<Heard>> ticks) {
    var at = new AtomicInteger();
    return () -> at.get() < ticks.size() ? ticks.get(at.getAndIncrement()) : List.of();
  }

  @Test
  void voices_areMixed() throws Exception {
    var ears = new Ears(2, 12);
    var ticks = new ArrayList<List<Heard>>();
    for (int i = 0; i < 10; i++) {
      ticks.add(
          List.of(
              CallFixture.packet(ALICE, i, PACKETS.get(i)),
              CallFixture.packet(BOB, i, PACKETS.get(i))));
    }
    Listener listener = Listener.playing(line(ticks), ears, Opus.best(), Pace.unhurried());
    assertThat(ears.enough.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(listener.speaking()).containsExactly(ALICE, BOB);
    listener.close();
    assertThat(ears.closed).isTrue();
    assertThat(listener.counts()).isEqualTo(new Voice.Counts(20, 0, 0, 0));
    for (int i = 0; i < 10; i++) {
      short[] expected = Sound.frame(WHOLE, i, 1);
      Pcm.mix(expected, expected.clone());
      short[] played = ears.frames.get(i);
      for (int k = 0; k < Pcm.FRAME; k++) {
        assertThat(played[2 * k]).isEqualTo(expected[k]).isEqualTo(played[2 * k + 1]);
      }
    }
    assertThat(ears.frames.get(11)).containsOnly(0);
  }

  @Test
  void lossPauseAndNonsense_makeSoundOrSilence() throws Exception {
    var ears = new Ears(1, 6);
    Playout[] playouts = {
      new Playout.Packet(0, 0, PACKETS.get(0)),
      new Playout.Lost(1, Optional.of(PACKETS.get(2))),
      new Playout.Packet(2, 1920, PACKETS.get(2)),
      new Playout.Lost(3, Optional.of(Bytes.of(0x7b))),
      new Playout.Packet(4, 3840, Bytes.of(0x7b, 0xff)),
      new Playout.Silence(),
    };
    List<List<Heard>> ticks =
        Arrays.stream(playouts).map(playout -> List.of(new Heard(ALICE, playout))).toList();
    Listener listener = Listener.playing(line(ticks), ears, Opus.best(), Pace.unhurried());
    assertThat(ears.enough.await(10, TimeUnit.SECONDS)).isTrue();
    listener.close();
    assertThat(listener.failure()).isEmpty();
    assertThat(listener.counts()).isEqualTo(new Voice.Counts(2, 1, 2, 1));
    assertThat(ears.frames.get(5)).containsOnly(0);
    assertThat(Sound.distance(ears.frames.get(1), new short[Pcm.FRAME])).isGreaterThan(1e6);
  }

  @Test
  void sinkThatFails_isTold() throws Exception {
    var failed = new CountDownLatch(1);
    var broken =
        new PcmSink() {
          @Override
          public int channels() {
            return 1;
          }

          @Override
          public void write(short[] samples) {
            throw new UnavailableException("the speaker", new IOException("unplugged"));
          }

          @Override
          public void close() {
            failed.countDown();
          }
        };
    Listener listener = Listener.playing(List::of, broken, Opus.best(), Pace.unhurried());
    assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
    listener.close();
    assertThat(listener.failure()).containsInstanceOf(UnavailableException.class);
  }

  /// A line to which a test adds.
  private static final class Queue implements Listener.Line {
    private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();

    @Override
    public List<Heard> play() {
      var now = new ArrayList<Heard>();
      for (Heard each = heard.poll(); each != null; each = heard.poll()) {
        now.add(each);
      }
      return now;
    }
  }

  private static short[] all(Path file) {
    try (WavReader reader = WavReader.open(file)) {
      var out = new short[(int) reader.samples()];
      assertThat(reader.read(out)).isEqualTo(out.length);
      return out;
    }
  }

  @Test
  void recording_keepsEachSpeakerAtTheirTime() {
    var line = new Queue();
    Listener listener = Listener.recording(line, folder.resolve("heard"), Opus.best());
    for (int i = 0; i < 10; i++) {
      line.heard.add(CallFixture.packet(ALICE, i, PACKETS.get(i)));
    }
    line.heard.add(CallFixture.packet(BOB, 1_000_000, PACKETS.get(0)));
    for (int i = 10; i < 20; i++) { // after a pause of a second
      line.heard.add(CallFixture.packet(ALICE, i + 50, PACKETS.get(i)));
    }
    line.heard.add(new Heard(ALICE, new Playout.Silence()));
    listener.close();
    assertThat(listener.recordings())
        .extracting(recording -> recording.file().getFileName().toString())
        .containsExactly("alice.wav", "bob.wav");
    short[] kept = all(folder.resolve("heard/alice.wav"));
    int lead = kept.length - 70 * Pcm.FRAME;
    assertThat(lead).isBetween(0, Pcm.RATE);
    assertThat(Arrays.copyOfRange(kept, lead, lead + 10 * Pcm.FRAME))
        .isEqualTo(Arrays.copyOf(WHOLE, 10 * Pcm.FRAME));
    assertThat(Arrays.copyOfRange(kept, lead + 10 * Pcm.FRAME, lead + 60 * Pcm.FRAME))
        .containsOnly(0);
    assertThat(Arrays.copyOfRange(kept, lead + 60 * Pcm.FRAME, kept.length))
        .isEqualTo(Arrays.copyOfRange(WHOLE, 10 * Pcm.FRAME, 20 * Pcm.FRAME));
    assertThat(all(folder.resolve("heard/bob.wav"))).hasSizeLessThan(Pcm.RATE);
  }

  @Test
  void clockOfTheSender_cannotFillTheDisk() {
    var line = new Queue();
    Listener listener = Listener.recording(line, folder, Opus.best());
    long[] numbers = {0, 1L << 37, 5, 1L << 36, 1L << 37};
    for (long number : numbers) {
      line.heard.add(CallFixture.packet(ALICE, number, PACKETS.getFirst()));
    }
    listener.close();
    assertThat(all(folder.resolve("alice.wav")))
        .hasSizeBetween(5 * Pcm.FRAME, 5 * Pcm.FRAME + Pcm.RATE);
  }

  @Test
  void lostPackets_standBeforeTheNext() {
    var line = new Queue();
    Listener listener = Listener.recording(line, folder, Opus.best());
    line.heard.add(CallFixture.packet(ALICE, 0, PACKETS.get(0)));
    line.heard.add(new Heard(ALICE, new Playout.Lost(1, Optional.empty())));
    line.heard.add(new Heard(ALICE, new Playout.Lost(2, Optional.of(PACKETS.get(3)))));
    line.heard.add(CallFixture.packet(ALICE, 3, PACKETS.get(3)));
    listener.close();
    short[] kept = all(folder.resolve("alice.wav"));
    assertThat(kept.length % Pcm.FRAME).isEqualTo(kept.length - kept.length / 960 * 960);
    assertThat(listener.counts()).isEqualTo(new Voice.Counts(2, 1, 1, 0));
    assertThat(listener.recordings().getFirst().samples())
        .isBetween(4L * Pcm.FRAME, 4L * Pcm.FRAME + Pcm.RATE);
  }

  @Test
  void names_areMadeSafeAndFilesStayUntouched() throws Exception {
    var line = new Queue();
    Files.writeString(folder.resolve("alice.wav"), "older");
    Listener listener = Listener.recording(line, folder, Opus.best());
    line.heard.add(CallFixture.packet(ALICE, 0, PACKETS.getFirst()));
    line.heard.add(CallFixture.packet(CallFixture.speaker("alice", 7), 0, PACKETS.getFirst()));
    line.heard.add(
        CallFixture.packet(CallFixture.speaker("../../etc/x\u0000", 8), 0, PACKETS.getFirst()));
    line.heard.add(CallFixture.packet(CallFixture.speaker("", 9), 0, PACKETS.getFirst()));
    line.heard.add(CallFixture.packet(CallFixture.speaker("Люба", 10), 0, PACKETS.getFirst()));
    listener.close();
    assertThat(folder.resolve("alice.wav")).hasContent("older");
    assertThat(listener.recordings())
        .extracting(recording -> recording.file().getFileName().toString())
        .containsExactly("alice-2.wav", "alice-3.wav", "______etc_x_.wav", "_.wav", "Люба.wav");
    assertThat(listener.recordings()).allMatch(r -> folder.equals(r.file().getParent()));
  }

  @Test
  void tooManySpeakers_areNotKept() {
    var line = new Queue();
    Listener listener = Listener.recording(line, folder, Opus.pureJava());
    for (int i = 0; i < Recorder.MAX_FILES + 5; i++) {
      line.heard.add(CallFixture.packet(CallFixture.speaker("s" + i, i), 0, Bytes.of(0x08)));
    }
    listener.close();
    assertThat(listener.recordings()).hasSize(Recorder.MAX_FILES);
  }

  @Test
  void folderThatCannotBeMade_isUnavailable() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Listener.recording(List::of, file, Opus.best()))
        .isInstanceOf(UnavailableException.class);
  }
}

package dev.coterie.media.call;

import dev.coterie.client.call.Spoken;
import dev.coterie.codec.Bytes;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSource;
import dev.coterie.media.opus.OpusCodec;
import dev.coterie.media.opus.OpusEncoder;
import dev.coterie.media.opus.OpusSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Says what a source gives, by a thread of its own, until the source or the call ends, or it is
/// closed. Closes the source.
public final class Talker implements AutoCloseable {
  /// What takes packets: [dev.coterie.client.call.Call#speak].
  @FunctionalInterface
  public interface Line {
    /// Never waits.
    Spoken speak(long timestamp, Bytes opus);
  }

  /// What was said so far.
  ///
  /// @param frames of 20 ms that the source gave
  /// @param paused frames that were left out, because there was nothing to say
  /// @param outcomes what became of the packets
  public record Said(long frames, long paused, Map<Spoken, Long> outcomes) {
    /// Copies what it is given.
    public Said {
      outcomes = Map.copyOf(outcomes);
    }

    /// Packets that had this outcome.
    public long count(Spoken outcome) {
      return outcomes.getOrDefault(outcome, 0L);
    }
  }

  private static final long TICKS_PER_MS = Pcm.RATE / 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Line line;
  private final PcmSource source;
  private final Pace pace;
  private final OpusEncoder encoder;
  private final int channels;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Map<Spoken, Long> outcomes = new EnumMap<>(Spoken.class);
  private long frames;
  private long paused;
  private @Nullable RuntimeException failure;
  private volatile boolean closed;

  private Talker(Line line, PcmSource source, OpusCodec codec, OpusSettings settings, Pace pace) {
    this.line = line;
    this.source = source;
    this.pace = pace;
    this.channels = settings.channels();
    this.encoder = codec.encoder(settings);
    this.thread = Thread.ofPlatform().daemon().name("coterie talker").unstarted(this::run);
  }

  /// Begins to speak at once.
  ///
  /// @param line usually `call::speak`
  /// @param source what to say; two channels become one where the settings say one
  /// @param pace [Pace#unhurried] for a source that is live
  public static Talker start(
      Line line, PcmSource source, OpusCodec codec, OpusSettings settings, Pace pace) {
    var talker = new Talker(line, source, codec, settings, pace);
    talker.thread.start();
    return talker;
  }

  private void run() {
    try (encoder;
        source) {
      speak();
    } catch (InterruptedException _) {
      // closed
    } catch (RuntimeException e) {
      if (!closed) {
        synchronized (this) {
          failure = e;
        }
      }
    } finally {
      ended.countDown();
    }
  }

  private void speak() throws InterruptedException {
    var frame = new short[Pcm.FRAME * source.channels()];
    // By the clock, so that who begins anew in the same call does not jump back.
    long timestamp = System.currentTimeMillis() * TICKS_PER_MS;
    for (long i = 0; !closed && pace.await(i) && source.read(frame); i++) {
      Optional<Bytes> packet = encoder.encode(Channels.convert(frame, source.channels(), channels));
      Optional<Spoken> outcome = Optional.empty();
      if (packet.isPresent()) {
        outcome = Optional.of(line.speak(timestamp, packet.get()));
      }
      count(outcome);
      if (outcome.filter(Spoken.ENDED::equals).isPresent()) {
        return;
      }
      timestamp += Pcm.FRAME;
    }
  }

  private synchronized void count(Optional<Spoken> outcome) {
    frames++;
    outcome.ifPresentOrElse(each -> outcomes.merge(each, 1L, Long::sum), () -> paused++);
  }

  /// What was said so far.
  public synchronized Said said() {
    return new Said(frames, paused, outcomes);
  }

  /// Why it ended, if the source failed.
  public synchronized Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /// Whether nothing more is said.
  public boolean isEnded() {
    return ended.getCount() == 0;
  }

  /// Waits for the end of the source.
  ///
  /// @return whether it came in time
  /// @throws InterruptedException if the thread is interrupted meanwhile
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Stops speaking.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (!thread.join(PATIENCE.dividedBy(10))) {
        source.close(); // a microphone that waits for sound
        thread.join(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

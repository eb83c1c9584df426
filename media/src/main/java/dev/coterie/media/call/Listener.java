package dev.coterie.media.call;

import dev.coterie.client.call.Heard;
import dev.coterie.client.call.Speaker;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSink;
import dev.coterie.media.opus.OpusCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hears a call by a thread of its own, until it is closed: mixed and played, or kept, one WAV file
/// per speaker.
public final class Listener implements AutoCloseable {
  /// What gives packets: [dev.coterie.client.call.Call#play].
  @FunctionalInterface
  public interface Line {
    /// Never waits.
    List<Heard> play();
  }

  /// A file of a recording.
  ///
  /// @param speaker whose voice
  /// @param file where
  /// @param samples how long it is by now, at 48 kHz
  public record Recording(Speaker speaker, Path file, long samples) {}

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Line line;
  private final Ear ear;
  private final Pace pace;
  private final Thread thread;
  private @Nullable RuntimeException failure;
  private volatile boolean closed;

  private Listener(Line line, Ear ear, Pace pace) {
    this.line = line;
    this.ear = ear;
    this.pace = pace;
    this.thread = Thread.ofPlatform().daemon().name("coterie listener").unstarted(this::run);
  }

  /// Plays a call of [dev.coterie.client.call.CallSettings#LIVE]: all voices mixed, one frame a
  /// time.
  ///
  /// @param line usually `call::play`
  /// @param sink closed with the listener
  /// @param pace [Pace#unhurried] for a sink that takes as fast as it plays
  public static Listener playing(Line line, PcmSink sink, OpusCodec codec, Pace pace) {
    return started(new Listener(line, new Mixer(codec, sink), pace));
  }

  /// Keeps a call of [dev.coterie.client.call.CallSettings#RECORD]: one file per speaker, named
  /// after them. All files begin at the same moment, now; pauses are silence in them.
  ///
  /// @param line usually `call::play`
  /// @param folder made if it is not there; files in it stay untouched
  /// @throws dev.coterie.codec.UnavailableException if the folder cannot be made
  public static Listener recording(Line line, Path folder, OpusCodec codec) {
    return started(new Listener(line, Recorder.into(folder, codec), Pace.realTime()));
  }

  private static Listener started(Listener listener) {
    listener.thread.start();
    return listener;
  }

  private void run() {
    try (ear) {
      for (long i = 0; !closed && pace.await(i); i++) {
        ear.hear(line.play());
      }
      ear.hear(line.play()); // what the end of a call leaves
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  /// Who was heard in the last half second, in the order in which they began.
  public List<Speaker> speaking() {
    return ear.speaking();
  }

  /// What became of the packets of all speakers.
  public Voice.Counts counts() {
    return ear.counts();
  }

  /// The files so far. Complete after closing.
  public List<Recording> recordings() {
    return ear.recordings();
  }

  /// Why it ended early, if the sink failed.
  public synchronized Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /// Hears what is left and ends. After closing the call, that is what the call still had.
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(PATIENCE)) {
        ear.abort();
        thread.interrupt();
        thread.join(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether a playout is sound that somebody made.
  static boolean isSpoken(Playout playout) {
    return playout instanceof Playout.Packet;
  }

  /// What is done with what is heard. Hearing is one thread's; asking is anybody's.
  abstract static sealed class Ear implements AutoCloseable permits Mixer, Recorder {
    private static final long RECENT_NANOS = 500_000_000L;

    private final List<Spoke> recent = new ArrayList<>();

    private record Spoke(Speaker speaker, long last) {}

    abstract void hear(List<Heard> heard);

    abstract Voice.Counts counts();

    List<Recording> recordings() {
      return List.of();
    }

    /// Ends a wait of whoever hears.
    void abort() {}

    @Override
    public abstract void close();

    /// Notes who speaks.
    final synchronized void note(List<Heard> heard) {
      long now = System.nanoTime();
      for (Heard each : heard) {
        if (isSpoken(each.playout())) {
          var spoke = new Spoke(each.speaker(), now);
          int at = -1;
          for (int i = 0; i < recent.size(); i++) {
            if (recent.get(i).speaker().equals(each.speaker())) {
              at = i;
            }
          }
          if (at < 0) {
            recent.add(spoke);
          } else {
            recent.set(at, spoke);
          }
        }
      }
      recent.removeIf(spoke -> now - spoke.last() > RECENT_NANOS);
    }

    final synchronized List<Speaker> speaking() {
      long now = System.nanoTime();
      return recent.stream()
          .filter(spoke -> now - spoke.last() <= RECENT_NANOS)
          .map(Spoke::speaker)
          .toList();
    }
  }

  /// Samples of silence for whoever has nothing to play.
  static short[] silence() {
    return new short[Pcm.FRAME];
  }
}

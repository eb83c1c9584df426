package dev.coterie.cli.demo;

import dev.coterie.client.call.Call;
import dev.coterie.client.call.Spoken;
import dev.coterie.codec.Bytes;
import dev.coterie.media.Pcm;
import dev.coterie.media.opus.Opus;
import dev.coterie.media.opus.OpusSettings;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Speaks in a call, as far as it is allowed to. One thread speaks, any may allow.
final class Mouth {
  private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /// A hub takes 400 frames a second from one connection, and drops what goes beyond.
  private static final long FASTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(2_900);

  private final Call call;
  private final Notes notes;
  private final long frameNanos;
  private int framesAllowed;
  private int packetsAllowed;

  Mouth(Call call, Notes notes, Pace pace) {
    this.call = call;
    this.notes = notes;
    this.frameNanos =
        switch (pace) {
          case REAL_TIME -> FRAME_NANOS;
          case SLOWEST_LISTENER -> FASTEST_NANOS;
        };
  }

  /// How far to speak on, both counted from the beginning; what was allowed once stays allowed.
  ///
  /// @param packets that may go out: fewer than frames, since pauses are left out
  synchronized void allow(int frames, int packets) {
    framesAllowed = Math.max(framesAllowed, frames);
    packetsAllowed = Math.max(packetsAllowed, packets);
    notifyAll();
  }

  /// What is told about each tenth of a second.
  interface Progress {
    void spoke(int packets, int block, int level);
  }

  /// Speaks all of it.
  ///
  /// @return how many packets went out
  int speak(Speech speech, Progress progress) throws InterruptedException {
    var level = new Level();
    var pcm = new short[Pcm.FRAME];
    int packets = 0;
    try (var encoder = Opus.best().encoder(OpusSettings.VOICE)) {
      long due = System.nanoTime();
      for (int frame = 0; speech.read(pcm); frame++) {
        due = Math.max(due, awaitLeave(frame, packets, due));
        sleepUntil(due);
        due += frameNanos;
        Optional<Bytes> packet = encoder.encode(pcm);
        if (packet.isPresent() && speak((long) frame * Pcm.FRAME, packet.get())) {
          packets++;
        }
        level.add(pcm);
        if ((frame + 1) % Level.FRAMES == 0) {
          progress.spoke(packets, frame / Level.FRAMES, level.take());
        }
      }
    }
    return packets;
  }

  private boolean speak(long time, Bytes opus) {
    Spoken fate = call.speak(time, opus);
    notes.write(time, fate, opus.toHex());
    return fate == Spoken.SENT;
  }

  /// Waits until the frame may be spoken.
  ///
  /// @return when that was, if it had to wait; else `due`
  private synchronized long awaitLeave(int frame, int packets, long due)
      throws InterruptedException {
    boolean held = false;
    while (frame >= framesAllowed || packets >= packetsAllowed) {
      held = true;
      wait();
    }
    return held ? System.nanoTime() : due;
  }

  private static void sleepUntil(long due) {
    long left = due - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
  }
}

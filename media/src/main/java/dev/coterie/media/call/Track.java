package dev.coterie.media.call;

import dev.coterie.client.call.Speaker;
import dev.coterie.codec.RefusedException;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.media.Pcm;
import dev.coterie.media.wav.WavWriter;

/// One speaker's file. Where a packet stands in it follows from its timestamp; what was lost stands
/// before the packet that came after it. A clock of the sender's that jumps back, or further ahead
/// than time itself and [#AHEAD] went on, is counted anew from there.
final class Track implements AutoCloseable {
  /// A call that runs faster than real time is ahead of the recorder's clock: by so much at most.
  static final long AHEAD = 60L * Pcm.RATE;

  private final Speaker speaker;
  private final Voice voice;
  private final WavWriter file;
  private long begin;
  private boolean anchored;
  private boolean full;

  Track(Speaker speaker, Voice voice, WavWriter file) {
    this.speaker = speaker;
    this.voice = voice;
    this.file = file;
  }

  /// Samples of 48 kHz in so many nanoseconds.
  static long samples(long nanos) {
    return nanos / 1_000_000 * (Pcm.RATE / 1000);
  }

  /// @param elapsed samples since the recording began
  void hear(Playout playout, long elapsed) {
    short[] samples = voice.hear(playout);
    if (full) {
      return;
    }
    try {
      if (playout instanceof Playout.Packet(_, long timestamp, _)) {
        silenceUpTo(timestamp, elapsed);
      }
      file.write(samples);
    } catch (RefusedException _) {
      full = true; // after 12 hours, whatever comes is counted, and no longer kept
    }
  }

  private void silenceUpTo(long timestamp, long elapsed) {
    long written = file.samples();
    long place = timestamp - begin;
    if (!anchored || place < written || place > Math.max(written, elapsed) + AHEAD) {
      place = anchored ? written : Math.max(written, elapsed);
      begin = timestamp - place;
      anchored = true;
    }
    file.writeSilence(place - written);
  }

  Voice.Counts counts() {
    return voice.counts();
  }

  Listener.Recording recording() {
    return new Listener.Recording(speaker, file.path(), file.samples());
  }

  @Override
  public void close() {
    try (file) {
      voice.close();
    }
  }
}

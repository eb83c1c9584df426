package dev.coterie.cli.demo;

import dev.coterie.client.call.Call;
import dev.coterie.client.call.Heard;
import dev.coterie.codec.Bytes;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.media.Pcm;
import dev.coterie.media.opus.Opus;
import dev.coterie.media.opus.OpusDecoder;
import dev.coterie.media.opus.OpusPacket;
import dev.coterie.media.wav.WavWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Hears one speaker of a call on a thread of its own: decodes what the call gives, and writes down
/// what came of it, as samples and as hashes.
final class Ear implements AutoCloseable {
  private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long ASKED_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private final Call call;
  private final Notes notes;
  private final WavWriter wav;
  private final Mouth.Progress progress;
  private final long periodNanos;
  private final OpusDecoder decoder = Opus.best().decoder(1);
  private final Level level = new Level();
  private final Thread thread;
  private volatile boolean closing;
  private int block;
  private int packets;

  private Ear(Call call, Notes notes, WavWriter wav, Pace pace, Mouth.Progress progress) {
    this.call = call;
    this.notes = notes;
    this.wav = wav;
    this.progress = progress;
    this.periodNanos =
        switch (pace) {
          case REAL_TIME -> FRAME_NANOS;
          case SLOWEST_LISTENER -> ASKED_NANOS;
        };
    this.thread = Thread.ofPlatform().name("ear").unstarted(this::listen);
  }

  /// Begins to listen.
  static Ear open(Call call, Notes notes, WavWriter wav, Pace pace, Mouth.Progress progress) {
    var ear = new Ear(call, notes, wav, pace, progress);
    ear.thread.start();
    return ear;
  }

  private void listen() {
    long due = System.nanoTime();
    while (!closing) {
      call.play().forEach(this::hear);
      due += periodNanos;
      long left = due - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
    }
    call.play().forEach(this::hear);
    if (packets > 0) {
      progress.spoke(packets, block, level.take());
    }
  }

  private void hear(Heard heard) {
    switch (heard.playout()) {
      case Playout.Packet(long sequence, long time, Bytes opus) -> {
        short[] pcm = decoder.decode(opus);
        notes.write(Notes.PACKET, sequence, time, Samples.hash(pcm));
        tell(time);
        keep(time, pcm);
      }
      case Playout.Lost(long sequence, Optional<Bytes> next) -> {
        boolean recovered = next.isPresent();
        short[] pcm =
            recovered ? decoder.recover(OpusPacket.parseVoice(next.get())) : decoder.conceal();
        notes.write(recovered ? Notes.RECOVERED : Notes.CONCEALED, sequence);
        keep(wav.samples(), pcm);
      }
      case Playout.Silence _ -> {}
    }
  }

  /// The file has every sound where it was in the speech.
  private void keep(long time, short[] pcm) {
    if (time > wav.samples()) {
      wav.writeSilence(time - wav.samples());
    }
    wav.write(pcm);
    level.add(pcm);
    packets++;
  }

  private void tell(long time) {
    int now = (int) (time / Pcm.FRAME / Level.FRAMES);
    if (now > block) {
      progress.spoke(packets, block, level.take());
      block = now;
    }
  }

  /// Hears out what is there, and ends.
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    decoder.close();
    notes.write(Notes.KEYLESS, call.statistics().lostToKeyChanges());
    wav.close();
    notes.close();
  }
}

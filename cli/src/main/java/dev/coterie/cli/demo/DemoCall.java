package dev.coterie.cli.demo;

import dev.coterie.client.Group;
import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallSettings;
import dev.coterie.media.Pcm;
import dev.coterie.media.opus.Opus;
import dev.coterie.media.opus.OpusSettings;
import dev.coterie.media.wav.WavWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// A member's part in the call: its ear, and its mouth if it speaks. Safe for several threads.
final class DemoCall implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WARM_UP_FRAMES = 100;

  private final Call call;
  private final Notes spoken;
  private final Mouth mouth;
  private final Ear ear;

  private DemoCall(Call call, Notes spoken, Mouth mouth, Ear ear) {
    this.call = call;
    this.spoken = spoken;
    this.mouth = mouth;
    this.ear = ear;
  }

  /// What a listener heard, below its folder.
  static Path wav(Path folder) {
    return folder.resolve("call-heard.wav");
  }

  /// Joins, and waits until this member can hear and be heard.
  static DemoCall join(Group group, Path folder, Pace pace, Mouth.Progress heard)
      throws IOException {
    var call =
        group.call(
            switch (pace) {
              case REAL_TIME -> CallSettings.LIVE;
              case SLOWEST_LISTENER -> CallSettings.RECORD;
            });
    warmUp();
    if (!call.awaitReady(PATIENCE)) {
      throw new IllegalStateException("no way into the call: " + call.state());
    }
    var spoken = Notes.to(Notes.spoken(folder));
    var wav = WavWriter.create(wav(folder), 1);
    var ear = Ear.open(call, Notes.to(Notes.heard(folder)), wav, pace, heard);
    return new DemoCall(call, spoken, new Mouth(call, spoken, pace), ear);
  }

  /// Loads the codec, which takes as long as many a frame, before anybody waits for one.
  private static void warmUp() {
    var codec = Opus.best();
    try (var encoder = codec.encoder(OpusSettings.VOICE);
        var decoder = codec.decoder(1)) {
      var pcm = new short[Pcm.FRAME];
      for (int i = 0; i < WARM_UP_FRAMES; i++) {
        Arrays.fill(pcm, (short) (i * WARM_UP_FRAMES));
        encoder.encode(pcm).ifPresent(packet -> Samples.hash(decoder.decode(packet)));
      }
    }
  }

  /// See [Mouth#allow].
  void allow(int frames, int packets) {
    mouth.allow(frames, packets);
  }

  /// Speaks a file to its end.
  int speak(Path file, Mouth.Progress progress) throws InterruptedException {
    try (var speech = Speech.open(file)) {
      return mouth.speak(speech, progress);
    }
  }

  /// Hangs up. Nothing is heard after that.
  @Override
  public void close() {
    ear.close();
    call.close();
    spoken.close();
  }
}

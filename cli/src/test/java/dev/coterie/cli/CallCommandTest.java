package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coterie.media.Pcm;
import dev.coterie.media.device.AudioDevices;
import dev.coterie.media.wav.WavReader;
import dev.coterie.media.wav.WavWriter;
import dev.coterie.vectors.Json;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Voice from one home to another, over a real hub, with WAV files at both ends.
final class CallCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  /// A hum that comes and goes.
  static Path hum(Path file, double seconds) {
    var pcm = new short[(int) (Pcm.RATE * seconds)];
    for (int i = 0; i < pcm.length; i++) {
      double t = (double) i / Pcm.RATE;
      double sum = 0;
      for (int h = 1; h < 12; h++) {
        sum += Math.sin(2 * Math.PI * 140 * h * t) / h;
      }
      pcm[i] = (short) (6000 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t)));
    }
    try (WavWriter writer = WavWriter.create(file, 1)) {
      writer.write(pcm);
    }
    return file;
  }

  /// Seconds of a recording that are louder than silence.
  static double loudSeconds(Path file) {
    try (WavReader reader = WavReader.open(file)) {
      var pcm = new short[(int) reader.samples()];
      reader.read(pcm);
      int loud = 0;
      for (int from = 0; from + Pcm.FRAME <= pcm.length; from += Pcm.FRAME) {
        double power = 0;
        for (int i = from; i < from + Pcm.FRAME; i++) {
          power += (double) pcm[i] * pcm[i];
        }
        loud += power / Pcm.FRAME > 250_000 ? 1 : 0;
      }
      return loud * 0.02;
    }
  }

  /// A call beside others, and what it said so far.
  private record Beside(CompletableFuture<Integer> code, StringWriter out, StringWriter err) {
    static Beside start(Homes homes, String person, String... words) {
      var out = new StringWriter();
      var err = new StringWriter();
      var code = new CompletableFuture<Integer>();
      Thread.ofVirtual()
          .start(
              () ->
                  code.complete(
                      homes.run(
                          person,
                          InputStream.nullInputStream(),
                          new PrintWriter(out),
                          new PrintWriter(err),
                          Map.of(),
                          words)));
      return new Beside(code, out, err);
    }

    Beside live() {
      Session.await(() -> out.toString().contains("\"event\":\"live\""), PATIENCE);
      assertThat(out.toString()).as(err.toString()).contains("\"event\":\"live\"");
      return this;
    }

    Homes.Ran ended() throws Exception {
      int ended = code.get(40, java.util.concurrent.TimeUnit.SECONDS);
      return new Homes.Ran(ended, out.toString(), err.toString());
    }
  }

  private static Json.Obj last(Homes.Ran ran) {
    return ran.objects().getLast();
  }

  @Test
  void speech_isRecordedByTheOthers() throws Exception {
    String speech = hum(folder.resolve("hum.wav"), 1.5).toString();
    Path heard = folder.resolve("heard");
    try (var homes = new Homes(folder)) {
      homes.group("team", "bob");
      var bob =
          Beside.start(homes, "bob", "call", "--record", heard.toString(), "--for", "5", "--json")
              .live();
      var alice = homes.run("alice", "call", "team", "--speak", speech, "--json").done();
      assertThat(last(alice).text("event")).isEqualTo("ended");
      assertThat(last(alice).text("why")).isEqualTo("closed");
      assertThat(last(alice).number("sent")).isEqualTo(75);
      var ended = bob.ended().done();
      assertThat(ended.objects())
          .anyMatch(
              each -> each.text("event").equals("speaking") && each.toString().contains("alice"));
      assertThat(last(ended).number("accepted")).isEqualTo(75);
      assertThat(last(ended).number("decoded")).isEqualTo(75);
      assertThat(last(ended).number("lost")).isZero();
    }
    assertThat(loudSeconds(heard.resolve("alice.wav"))).isBetween(1.2, 1.6);
  }

  @Test
  void keysChangeWhileSomebodySpeaks_nothingIsLost() throws Exception {
    String speech = hum(folder.resolve("hum.wav"), 3).toString();
    Path heard = folder.resolve("heard");
    try (var homes = new Homes(folder)) {
      homes.group("team", "bob", "carol");
      var bob =
          Beside.start(homes, "bob", "call", "--record", heard.toString(), "--for", "7", "--json")
              .live();
      var alice = Beside.start(homes, "alice", "call", "--speak", speech, "--json").live();
      homes.run("carol", "update").done();
      assertThat(alice.ended().done().out()).contains("\"event\":\"epoch\"");
      var ended = bob.ended().done();
      assertThat(ended.out()).contains("\"event\":\"epoch\"");
      assertThat(last(ended).number("lost")).isZero();
      assertThat(last(ended).number("lostToKeyChanges")).isZero();
    }
    assertThat(loudSeconds(heard.resolve("alice.wav"))).isGreaterThan(2.6);
  }

  @Test
  void removal_endsTheCallAndKeepsTheRecording() throws Exception {
    String speech = hum(folder.resolve("hum.wav"), 20).toString();
    Path heard = folder.resolve("heard");
    try (var homes = new Homes(folder)) {
      homes.group("team", "bob", "carol");
      var bob = Beside.start(homes, "bob", "call", "--speak", speech, "--json").live();
      var carol =
          Beside.start(homes, "carol", "call", "--record", heard.toString(), "--json").live();
      assertThat(Session.await(() -> carol.out().toString().contains("bob"), PATIENCE)).isTrue();
      homes.run("alice", "remove", "carol").done();
      var ended = carol.ended();
      assertThat(ended.code()).isEqualTo(ExitCode.REFUSED.code());
      assertThat(ended.err()).contains("CALL_ENDED", "you were removed from the group");
      assertThat(last(ended).text("why")).isEqualTo("removed");
      homes.run("alice", "remove", "bob").done();
      assertThat(bob.ended().err()).contains("CALL_ENDED");
    }
    assertThat(loudSeconds(heard.resolve("bob.wav"))).isGreaterThan(0.1);
  }

  @Test
  void twoProcesses_speakAndRecord() throws Exception {
    String speech = hum(folder.resolve("hum.wav"), 1.5).toString();
    Path heard = folder.resolve("heard");
    try (var homes = new Homes(folder)) {
      homes.group("team", "bob");
      try (var bob =
          new Terminal(homes.home("bob"), "call", "--record", heard.toString(), "--mute")) {
        bob.hears("in the call of team");
        try (var alice = new Terminal(homes.home("alice"), "call", "--speak", speech)) {
          alice.hears("in the call of team");
          assertThat(alice.ended()).as(alice.said()).isZero();
          assertThat(alice.said()).contains("sent 75 packets");
        }
        Session.await(() -> Files.exists(heard.resolve("alice.wav")), PATIENCE);
        bob.interrupt();
        bob.ended();
        assertThat(bob.said()).contains("alice: ", "heard 75");
      }
    }
    assertThat(loudSeconds(heard.resolve("alice.wav"))).isBetween(1.2, 1.6);
  }

  @Test
  void machineWithoutSound_saysWhatToDo() throws Exception {
    var devices = AudioDevices.ofThisMachine();
    assumeThat(devices.microphones()).as("skipped: this machine has a microphone").isEmpty();
    assumeThat(devices.speakers()).as("skipped: this machine has a speaker").isEmpty();
    try (var homes = new Homes(folder)) {
      assertThat(homes.run("alice", "call").failed(ExitCode.REFUSED, "NO_MICROPHONE").err())
          .contains("coterie call --speak FILE.wav");
      assertThat(homes.run("alice", "call", "--mute").failed(ExitCode.REFUSED, "NO_SPEAKER").err())
          .contains("coterie call --record DIR");
      assertThat(homes.run("alice", "call", "--devices").done().out())
          .contains("no microphone", "no speaker");
      homes.run("alice", "call", "--mute", "--speaker", "x").failed(ExitCode.REFUSED, "NO_SPEAKER");
    }
  }

  @Test
  void unusableWavFile_isToldBeforeAnythingElse() throws Exception {
    Path cut = hum(folder.resolve("cut.wav"), 0.1);
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 1000));
    Path other = Files.writeString(folder.resolve("other.wav"), "not sound at all");
    try (var homes = new Homes(folder)) {
      assertThat(
              homes
                  .run("alice", "call", "--speak", cut.toString())
                  .failed(ExitCode.MALFORMED, "WAV data at offset 44")
                  .err())
          .contains("octets too early");
      homes
          .run("alice", "call", "--speak", other.toString())
          .failed(ExitCode.MALFORMED, "not a WAV file");
      homes
          .run("alice", "call", "--speak", folder.resolve("none.wav").toString())
          .failed(ExitCode.UNAVAILABLE, "none.wav");
    }
  }

  @Test
  void silentHub_failsInTime() throws Exception {
    String speech = hum(folder.resolve("hum.wav"), 0.1).toString();
    try (var homes = new Homes(folder)) {
      homes.group("team", "bob");
      homes.stopHub();
      homes
          .run("bob", "call", "--speak", speech, "--wait", "1")
          .failed(ExitCode.UNAVAILABLE, "the call did not begin");
    }
  }

  @Test
  void options_areUnderstood() {
    try (var homes = new Homes(folder)) {
      for (String time : List.of("abc", "-3", "5h", "")) {
        homes
            .run("alice", "call", "--for", time)
            .failed(ExitCode.USAGE, "is no time such as 30s or 5m");
      }
      homes.run("alice", "call", "--opus", "mp3").failed(ExitCode.USAGE, "mp3");
    }
    var time = new CallCommand.Time();
    assertThat(time.convert("90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(time.convert("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(time.convert("2m")).isEqualTo(Duration.ofMinutes(2));
  }
}

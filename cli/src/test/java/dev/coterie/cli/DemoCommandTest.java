package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.cli.demo.KeptCall;
import dev.coterie.media.wav.WavReader;
import dev.coterie.media.wav.WavWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration with real processes: one kill, half a minute.
class DemoCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(
        arguments, new PrintWriter(out, true), new PrintWriter(err, true), false, Map.of());
  }

  @Test
  void shortConversation_everyPromiseHeld() throws IOException {
    Path file = folder.resolve("talk.txt");
    Files.writeString(
        file,
        """
        # eight lines are enough for every act
        alice: good morning
        bob: καλημέρα σε όλους
        carol: the last that I say here
        to whom it may concern, without a name
        alice: one more while bob is away
        and another of those
        dave: did I miss anything?
        alice: you did, and by design
        """);
    Path kept = folder.resolve("kept");

    int code =
        run(
            "--json",
            "demo",
            "--fast",
            "--keep",
            kept.toString(),
            "--conversation",
            file.toString(),
            "--speech",
            speech().toString());

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("\"event\":\"outcome\",\"held\":true,\"messages\":8");
    assertThat(out.toString()).doesNotContain("\"held\":false");
    assertThat(code).isZero();
    assertThat(Files.readString(kept.resolve("transcript-bob.txt"))).contains("one more while bob");
    assertThat(Files.readString(kept.resolve("transcript-carol.txt")))
        .contains("the last that I say here")
        .doesNotContain("did I miss anything?");
    assertThat(Files.readString(kept.resolve("transcript-dave.txt")))
        .contains("you did, and by design")
        .doesNotContain("good morning");
    assertThat(out.toString()).contains("\"event\":\"sound\",\"second\":2");
    try (var bob = WavReader.open(kept.resolve("bob").resolve("call-heard.wav"));
        var carol = WavReader.open(kept.resolve("carol").resolve("call-heard.wav"))) {
      assertThat(bob.samples()).isGreaterThan(2 * 48_000);
      assertThat(carol.samples()).isBetween(48_000L, bob.samples() - 12_000);
    }
    var began = Pattern.compile("\"act\":\"call\".*\"epoch\":\"(\\d+)\"").matcher(out.toString());
    assertThat(began.find()).isTrue();
    plantFaults(kept, Long.parseLong(began.group(1)));
  }

  /// The checks that have just said "held" say otherwise as soon as the files say otherwise.
  private static void plantFaults(Path kept, long firstEpoch) throws IOException {
    var call = new KeptCall(kept, firstEpoch, 3);
    assertThat(call.broken()).isEmpty();

    Path heard = kept.resolve("bob").resolve("call-heard.txt");
    String packets = Files.readString(heard);
    Files.writeString(heard, packets.replaceFirst("(packet \\d+ \\d+ )(..)", "$1zz"));
    assertThat(call.broken()).containsExactly("SAME_SOUND");
    Files.writeString(heard, packets.replaceFirst("packet .*\n", ""));
    assertThat(call.broken()).contains("NOTHING_LOST_TO_KEYS");
    Files.writeString(heard, packets);

    Path wire = kept.resolve("alice").resolve("call-wire.txt");
    String frames = Files.readString(wire);
    String first = frames.lines().findFirst().orElseThrow();
    Files.writeString(wire, frames + first + "\n");
    assertThat(call.broken()).containsExactly("MEDIA_KEYS_ONCE");
    Files.writeString(wire, frames);

    Path leaked = kept.resolve("hub").resolve("leaked");
    Files.write(leaked, HexFormat.of().parseHex(first.substring("out ".length())));
    assertThat(call.broken()).containsExactly("HUB_KEEPS_NO_SOUND");
    Files.delete(leaked);

    // The keys of carol's last epoch, in the hands of somebody who was removed before it.
    Path older = kept.resolve("carol-kept-in-epoch-" + (firstEpoch + 1));
    Path newer = kept.resolve("carol-kept-in-epoch-" + (firstEpoch + 2));
    for (String file : List.of("messages.db", "messages.key")) {
      Files.copy(newer.resolve(file), older.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(new KeptCall(kept, firstEpoch, 2).broken()).containsExactly("REMOVED_HEARS_NOTHING");
  }

  /// Three seconds of a tone that comes and goes.
  private Path speech() {
    Path file = folder.resolve("speech.wav");
    try (var wav = WavWriter.create(file, 1)) {
      var samples = new short[3 * 48_000];
      for (int i = 0; i < samples.length; i++) {
        double loud = 6_000 * (1 + Math.sin(i / 4_000.0));
        samples[i] = (short) (loud * Math.sin(i * (0.02 + i * 1e-7)));
      }
      wav.write(samples);
    }
    return file;
  }

  @Test
  void folderThatIsNotEmpty_refusedBeforeAnythingStarts() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    int code = run("demo", "--keep", folder.toString());

    assertThat(code).isNotZero();
    assertThat(err.toString()).contains("is not empty").contains("next:");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void speechThatIsNoWav_refusedBeforeAnythingStarts() throws IOException {
    Path file = folder.resolve("speech.wav");
    Files.writeString(file, "RIFF, so to speak");

    int code = run("demo", "--speech", file.toString());

    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("speech.wav").contains("WAV").contains("next:");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void speechThatIsMissing_refusedBeforeAnythingStarts() {
    int code = run("demo", "--speech", folder.resolve("nowhere.wav").toString());

    assertThat(code).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(err.toString()).contains("nowhere.wav: no file").contains("next:");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void speechOfASecond_refusedSinceNothingCouldChangeMeanwhile() {
    Path file = folder.resolve("short.wav");
    try (var wav = WavWriter.create(file, 2)) {
      wav.writeSilence(48_000);
    }

    int code = run("demo", "--speech", file.toString());

    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("short.wav").contains("1.0 seconds");
  }

  @Test
  void conversationThatIsMissing_refusedBeforeAnythingStarts() {
    int code = run("demo", "--conversation", folder.resolve("nowhere.txt").toString());

    assertThat(code).isNotZero();
    assertThat(err.toString()).contains("nowhere.txt").contains("next:");
  }
}

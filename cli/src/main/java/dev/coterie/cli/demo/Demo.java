package dev.coterie.cli.demo;

import dev.coterie.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The demonstration from its input to its verdicts.
public final class Demo {
  private static final long PAUSE_MILLIS = 120;

  private Demo() {}

  /// A promise, and how it ended.
  ///
  /// @param faults what was found against it; empty when it was held
  public record Verdict(String name, String promise, List<String> faults) {
    /// Whether the promise was held.
    public boolean held() {
      return faults.isEmpty();
    }
  }

  /// A line of a member's transcript.
  public record Entry(long sequence, long epoch, String sender, String text) {}

  /// All that came of it.
  ///
  /// @param transcripts what each member has, by name, in the order of the log
  /// @param verdicts one per promise
  /// @param tried records of later epochs that the removed member tried in vain
  /// @param sound what came of the call
  public record Outcome(
      Map<String, List<Entry>> transcripts,
      List<Verdict> verdicts,
      int said,
      int tried,
      Sound sound) {
    /// Whether every promise was held.
    public boolean held() {
      return verdicts.stream().allMatch(Verdict::held);
    }
  }

  /// The call in numbers.
  ///
  /// @param frames that alice sent
  /// @param heard frames that each listener decoded, by name
  /// @param missed frames of those that the hub gave a listener and it did not decode
  /// @param tried frames of later epochs that the removed member tried in vain
  public record Sound(
      int frames, Map<String, Integer> heard, Map<String, Integer> missed, int tried) {}

  /// How to hold it.
  ///
  /// @param conversation UTF-8, one message a line
  /// @param speech WAV; if there is none, that which comes with the program
  /// @param tempo whether anybody is watching
  public record Script(Bytes conversation, Optional<Path> speech, Tempo tempo) {}

  /// How fast it goes.
  public enum Tempo {
    /// With a pause after each line, and speech as it is spoken.
    WATCHED,
    /// Without pauses, and speech as fast as the slowest listener follows.
    FAST
  }

  /// The conversation that comes with the program.
  public static byte[] ownConversation() throws IOException {
    try (var in = Demo.class.getResourceAsStream("conversation.txt")) {
      if (in == null) {
        throw new IllegalStateException("the conversation is missing from the program");
      }
      return in.readAllBytes();
    }
  }

  /// Whether a conversation can be held.
  ///
  /// @throws IllegalArgumentException when it cannot; the message names the line
  public static void check(byte[] conversation) {
    Conversation.parse(conversation);
  }

  /// Whether a file can be spoken.
  ///
  /// @throws IllegalArgumentException when it cannot; the message says why
  public static void checkSpeech(Path file) {
    Speech.frames(file);
  }

  /// Runs it.
  ///
  /// @param folder empty; databases stay in it
  /// @throws IllegalArgumentException when conversation or speech cannot be held
  /// @throws IllegalStateException when a process fails
  public static Outcome run(Script script, Path folder, Narrator narrator) throws IOException {
    var scene = new Scene(folder);
    var plan = Plan.of(Conversation.parse(script.conversation().toArray()));
    Path speech = script.speech().map(Path::toAbsolutePath).orElse(scene.speech());
    if (script.speech().isEmpty()) {
      copyOwnSpeech(speech);
    }
    int frames = Speech.frames(speech);
    boolean watched = script.tempo() == Tempo.WATCHED;
    var stage =
        new CallStage.Script(speech, frames, watched ? Pace.REAL_TIME : Pace.SLOWEST_LISTENER);
    Ledger ledger;
    try (var director = new Director(scene, narrator, watched ? PAUSE_MILLIS : 0, stage)) {
      ledger = director.run(plan);
    }
    narrator.act(
        "read", "all processes have ended; their databases are held against the input", Map.of());
    Evidence evidence = new Investigator(scene).examine(ledger);
    var transcripts = new LinkedHashMap<String, List<Entry>>();
    for (Cast who : Cast.values()) {
      transcripts.put(
          who.label(),
          evidence.of(who).stored().stream()
              .map(s -> new Entry(s.sequence(), s.epoch(), s.sender(), s.text()))
              .toList());
    }
    return new Outcome(
        transcripts,
        Arrays.stream(Promise.values())
            .map(
                p ->
                    new Verdict(
                        p.name().toLowerCase(Locale.ROOT), p.text, p.faults(ledger, evidence)))
            .toList(),
        ledger.said().size(),
        evidence.carolsAttempts().tried(),
        sound(evidence.call()));
  }

  private static Sound sound(CallEvidence call) {
    var heard = new LinkedHashMap<String, Integer>();
    var missed = new LinkedHashMap<String, Integer>();
    for (Cast who : List.of(Cast.BOB, Cast.CAROL)) {
      var ear = call.of(who);
      heard.put(who.label(), ear.heard().size());
      missed.put(who.label(), ear.arrived().size() - ear.heard().size());
    }
    int frames = (int) call.spoken().stream().filter(CallEvidence.Spoken::wasSent).count();
    return new Sound(frames, heard, missed, call.carolsAttempts().tried());
  }

  private static void copyOwnSpeech(Path to) throws IOException {
    try (var in = Demo.class.getResourceAsStream("speech.wav")) {
      if (in == null) {
        throw new IllegalStateException("the speech is missing from the program");
      }
      Files.copy(in, to);
    }
  }
}

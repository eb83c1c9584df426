package dev.coterie.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The demonstration from its input to its verdicts.
public final class Demo {
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
  public record Outcome(
      Map<String, List<Entry>> transcripts, List<Verdict> verdicts, int said, int tried) {
    /// Whether every promise was held.
    public boolean held() {
      return verdicts.stream().allMatch(Verdict::held);
    }
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

  /// Runs it.
  ///
  /// @param conversation UTF-8, one message a line
  /// @param folder empty; databases stay in it
  /// @param paceMillis pause after each line
  /// @throws IllegalArgumentException when the conversation cannot be held
  /// @throws IllegalStateException when a process fails
  public static Outcome run(byte[] conversation, Path folder, long paceMillis, Narrator narrator)
      throws IOException {
    var scene = new Scene(folder);
    var plan = Plan.of(Conversation.parse(conversation));
    Ledger ledger;
    try (var director = new Director(scene, narrator, paceMillis)) {
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
        evidence.carolsAttempts().tried());
  }
}

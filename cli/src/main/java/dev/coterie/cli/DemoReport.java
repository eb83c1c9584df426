package dev.coterie.cli;

import dev.coterie.cli.demo.Demo;
import dev.coterie.cli.demo.Demo.Entry;
import dev.coterie.cli.demo.Demo.Outcome;
import dev.coterie.cli.demo.Demo.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/// What the demonstration found, for people and for programs.
final class DemoReport {
  private static final int SHOWN = 64;
  private static final int FAULTS_SHOWN = 5;

  private final Console console;

  DemoReport(Console console) {
    this.console = console;
  }

  void print(Outcome outcome) {
    transcripts(outcome);
    console.say("");
    console.say(
        console.styled(Console.Style.STRONG, "Promises, from the databases and the hub's log"));
    outcome.verdicts().forEach(this::verdict);
    sound(outcome.sound());
    long broken = outcome.verdicts().stream().filter(v -> !v.held()).count();
    console.say(
        "%d messages, %d later records that carol tried in vain; %s"
            .formatted(
                outcome.said(),
                outcome.tried(),
                broken == 0 ? "every promise was held." : broken + " promises BROKEN."));
    console.emit(json(outcome));
  }

  private void sound(Demo.Sound sound) {
    console.say("");
    var heard = new StringJoiner(", ");
    sound
        .heard()
        .forEach(
            (name, frames) -> {
              int missed = sound.missed().getOrDefault(name, 0);
              heard.add(
                  "%s heard %,d%s"
                      .formatted(
                          name, frames, missed == 0 ? "" : " (%d missed)".formatted(missed)));
            });
    console.say(
        "%,d frames of speech; %s; %,d later frames that carol tried in vain"
            .formatted(sound.frames(), heard, sound.tried()));
  }

  /// One line a message, one column a member: who has it, and in which epoch it was said.
  private void transcripts(Outcome outcome) {
    var names = List.copyOf(outcome.transcripts().keySet());
    var bySequence = new TreeMap<Long, Entry>();
    var has = new ArrayList<Set<Long>>();
    for (String name : names) {
      var mine = new HashSet<Long>();
      for (Entry entry : outcome.transcripts().getOrDefault(name, List.of())) {
        bySequence.putIfAbsent(entry.sequence(), entry);
        mine.add(entry.sequence());
      }
      has.add(mine);
    }
    console.say("");
    console.say(
        console.styled(Console.Style.STRONG, "Transcripts, as each member's database has them"));
    console.say("  log epoch  " + String.join(" ", names) + "  sender");
    for (Entry entry : bySequence.values()) {
      var columns = new StringBuilder();
      for (int i = 0; i < names.size(); i++) {
        String mark = has.get(i).contains(entry.sequence()) ? "●" : "·";
        columns.append(mark).append(" ".repeat(names.get(i).length()));
      }
      console.say(
          "%5d %5d  %s %-6s %s"
              .formatted(
                  entry.sequence(),
                  entry.epoch(),
                  columns,
                  Printable.line(entry.sender()),
                  shortened(entry.text())));
    }
  }

  private void verdict(Verdict verdict) {
    String word =
        verdict.held()
            ? console.styled(Console.Style.GOOD, "held  ")
            : console.styled(Console.Style.BAD, "BROKEN");
    console.say("  " + word + "  " + verdict.promise());
    verdict.faults().stream()
        .limit(FAULTS_SHOWN)
        .forEach(fault -> console.say("            " + Printable.line(fault)));
    if (verdict.faults().size() > FAULTS_SHOWN) {
      console.say("            and %d more".formatted(verdict.faults().size() - FAULTS_SHOWN));
    }
  }

  private static Json.Fields json(Outcome outcome) {
    var transcripts = Json.object();
    outcome
        .transcripts()
        .forEach(
            (name, entries) ->
                transcripts.put(
                    name,
                    entries.stream()
                        .map(
                            e ->
                                Json.object()
                                    .put("sequence", e.sequence())
                                    .put("epoch", e.epoch())
                                    .put("sender", e.sender())
                                    .put("text", e.text()))
                        .toList()));
    var promises =
        outcome.verdicts().stream()
            .map(
                v ->
                    Json.object()
                        .put("name", v.name())
                        .put("promise", v.promise())
                        .put("held", v.held())
                        .put("faults", Json.texts(v.faults())))
            .toList();
    return Json.object()
        .put("event", "outcome")
        .put("held", outcome.held())
        .put("messages", outcome.said())
        .put("tried", outcome.tried())
        .put("sound", sound(outcome))
        .put("promises", promises)
        .put("transcripts", transcripts);
  }

  private static Json.Fields sound(Outcome outcome) {
    var heard = Json.object();
    outcome.sound().heard().forEach(heard::put);
    var missed = Json.object();
    outcome.sound().missed().forEach(missed::put);
    return Json.object()
        .put("frames", outcome.sound().frames())
        .put("heard", heard)
        .put("missed", missed)
        .put("tried", outcome.sound().tried());
  }

  /// One text file a member: sequence, epoch, sender, text.
  static void writeTranscripts(Outcome outcome, Path folder) throws IOException {
    for (var each : outcome.transcripts().entrySet()) {
      var lines =
          each.getValue().stream()
              .map(e -> "%d\t%d\t%s\t%s".formatted(e.sequence(), e.epoch(), e.sender(), e.text()))
              .toList();
      Files.write(
          folder.resolve("transcript-" + each.getKey() + ".txt"), lines, StandardCharsets.UTF_8);
    }
  }

  /// Enough of a text to recognise it, on one line, with nothing that steers a terminal.
  static String shortened(String text) {
    int length = text.codePointCount(0, text.length());
    if (length <= SHOWN) {
      return Printable.line(text);
    }
    int end = text.offsetByCodePoints(0, SHOWN);
    int octets = text.getBytes(StandardCharsets.UTF_8).length;
    return Printable.line(text.substring(0, end)) + "… (%,d bytes)".formatted(octets);
  }
}

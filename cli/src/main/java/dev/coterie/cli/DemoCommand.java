package dev.coterie.cli;

import dev.coterie.cli.demo.Demo;
import dev.coterie.cli.demo.Narrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The main job, shown from end to end.
@Command(
    name = "demo",
    description = {
      "Show it working: a hub, four members, one conversation, and what it promises.",
      "Starts a hub and member processes on this machine, each with its own sealed database. They"
          + " hold a conversation, change keys, remove carol in the middle, lose bob to SIGKILL"
          + " while messages arrive, start him again, and add dave. Then the databases are read and"
          + " held against the input.",
      "",
      "Ends with 0 when every promise was held, with 1 when one was BROKEN."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie demo                          about a minute, with your eyes on it",
      "  coterie demo --fast --keep demo-kept  no pauses; keep databases and transcripts",
      "  coterie demo --conversation my.txt    your own text: one message a line, 'name: ' if you"
          + " like"
    })
final class DemoCommand extends Subcommand {
  private static final long PACE_MILLIS = 120;

  @Option(names = "--fast", description = "No pauses between lines.")
  private boolean fast;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep databases and transcripts in DIR, which must be empty or not exist.")
  private @Nullable Path keep;

  @Option(
      names = "--conversation",
      paramLabel = "FILE",
      description = "What to say: UTF-8, one message a line, up to 1 MiB each.")
  private @Nullable Path conversation;

  @Override
  ExitCode run(Console console) throws Exception {
    byte[] text = conversation == null ? Demo.ownConversation() : Files.readAllBytes(conversation);
    try {
      Demo.check(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), conversation + ": " + e.getMessage(), e);
    }
    Path folder = folder();
    try {
      var outcome = Demo.run(text, folder, fast ? 0 : PACE_MILLIS, narrator(console));
      new DemoReport(console).print(outcome);
      if (keep != null) {
        DemoReport.writeTranscripts(outcome, folder);
        console.say("Databases and transcripts are in " + folder + ".");
      }
      return outcome.held() ? ExitCode.DONE : ExitCode.NO;
    } finally {
      if (keep == null) {
        delete(folder);
      }
    }
  }

  private Path folder() throws IOException {
    if (keep == null) {
      return Files.createTempDirectory("coterie-demo");
    }
    if (Files.exists(keep)) {
      try (var files = Files.list(keep)) {
        if (files.findAny().isPresent()) {
          throw new ParameterException(
              commandLine(),
              keep + " is not empty: name a folder for --keep that is, or does not exist");
        }
      }
    }
    return Files.createDirectories(keep).toAbsolutePath();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Narrator narrator(Console console) {
    return new Narrator() {
      @Override
      public void act(String act, String text, Map<String, String> facts) {
        console.say(console.styled(Console.Style.STRONG, String.format("%-8s", act)) + "  " + text);
        var json = Json.object().put("event", "act").put("act", act).put("text", text);
        facts.forEach(json::put);
        console.emit(json);
      }

      @Override
      public void said(int number, int of, String speaker, String text) {
        console.say(
            "%s %s %s"
                .formatted(
                    console.styled(Console.Style.FAINT, "%3d/%d".formatted(number, of)),
                    String.format("%-6s", speaker),
                    DemoReport.shortened(text)));
        console.emit(
            Json.object()
                .put("event", "said")
                .put("line", number)
                .put("of", of)
                .put("speaker", speaker));
      }
    };
  }
}

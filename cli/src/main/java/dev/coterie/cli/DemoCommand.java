package dev.coterie.cli;

import dev.coterie.cli.demo.Demo;
import dev.coterie.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
          + " hold a conversation and change keys; then alice calls and speaks, while the keys"
          + " change three times and carol is removed in mid-speech. Bob is lost to SIGKILL while"
          + " messages arrive and started again, and dave is added. In the end the databases are"
          + " read and held against the input, and the sound against alice's own stream.",
      "",
      "Ends with 0 when every promise was held, with 1 when one was BROKEN."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie demo                          a minute and a half, with your eyes on it",
      "  coterie demo --fast --keep demo-kept  no pauses; keep databases, transcripts and sound",
      "  coterie demo --conversation my.txt    your own text: one message a line, 'name: ' if you"
          + " like",
      "  coterie demo --speech my.wav          your own voice: 2 seconds to 10 minutes"
    })
final class DemoCommand extends Subcommand {
  @Option(
      names = "--fast",
      description = "No pauses, and speech as fast as the slowest listener can follow.")
  private boolean fast;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Keep databases, transcripts and what was heard in DIR, which must be empty or not"
              + " exist.")
  private @Nullable Path keep;

  @Option(
      names = "--conversation",
      paramLabel = "FILE",
      description = "What to say: UTF-8, one message a line, up to 1 MiB each.")
  private @Nullable Path conversation;

  @Option(
      names = "--speech",
      paramLabel = "FILE",
      description =
          "What alice speaks: a WAV file (16 or 24 bits, or float; mono or stereo; 8 to 48 kHz) of"
              + " 2 seconds to 10 minutes.")
  private @Nullable Path speech;

  @Override
  ExitCode run(Console console) throws Exception {
    byte[] text = conversation == null ? Demo.ownConversation() : Files.readAllBytes(conversation);
    try {
      Demo.check(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), conversation + ": " + e.getMessage(), e);
    }
    if (speech != null) {
      if (!Files.isReadable(speech) || Files.isDirectory(speech)) {
        throw new NoSuchFileException(speech.toString(), null, "no file that can be read");
      }
      try {
        Demo.checkSpeech(speech);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(commandLine(), speech + ": " + e.getMessage(), e);
      }
    }
    var script =
        new Demo.Script(
            Bytes.copyOf(text),
            Optional.ofNullable(speech),
            fast ? Demo.Tempo.FAST : Demo.Tempo.WATCHED);
    Path folder = folder();
    var stopped = new AtomicBoolean();
    var main = Thread.currentThread();
    Runnable stop =
        () -> {
          stopped.set(true);
          main.interrupt();
        };
    try (var _ = Interrupts.to(stop)) {
      return hold(script, folder, console, stopped);
    }
  }

  private ExitCode hold(Demo.Script script, Path folder, Console console, AtomicBoolean stopped)
      throws IOException {
    try {
      var outcome = Demo.run(script, folder, new DemoNarrator(console));
      new DemoReport(console).print(outcome);
      if (keep != null) {
        DemoReport.writeTranscripts(outcome, folder);
        console.say("Databases, transcripts and sound are in " + folder + ".");
      }
      return outcome.held() ? ExitCode.DONE : ExitCode.NO;
    } catch (IllegalStateException | UncheckedIOException e) {
      if (!stopped.get()) {
        throw e;
      }
      console.say("stopped");
      return ExitCode.NO;
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
}

package dev.coterie.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What the launcher runs once, with its output thrown away, to record which classes a short
/// command loads.
@Command(name = "warm-up", hidden = true, description = "Loads what short commands need.")
final class WarmUp extends Subcommand {
  @Override
  ExitCode run(Console console) {
    var nowhere = new PrintWriter(new StringWriter());
    var root = new Coterie(nowhere, nowhere, false, Map.of());
    CommandLine commands = Main.commandLine(root, nowhere, nowhere);
    commands.execute("--version");
    commands.execute("--help");
    for (String name : commands.getSubcommands().keySet()) {
      if (!name.equals("warm-up")) {
        commands.execute(name, "--help");
      }
    }
    commands.execute("no-such-command");
    return ExitCode.DONE;
  }
}

package dev.coterie.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// One verb of the command line. It returns how it ended, and throws what it cannot do: [Failures]
/// turns that into one line, a hint and an exit status.
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true)
abstract class Subcommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  /// Does the work.
  ///
  /// @param console where the answer goes
  abstract ExitCode run(Console console) throws Exception;

  @Override
  public final Integer call() throws Exception {
    root().chooseProviders();
    return run(console()).code();
  }

  /// Where answers go, in the form that the options ask for.
  Console console() {
    return root().console();
  }

  /// The folder of this user's identity and messages.
  Path home() {
    return root().home();
  }

  /// The variables of the process.
  Map<String, String> environment() {
    return root().environment();
  }

  /// Standard input.
  InputStream input() {
    return root().input();
  }

  /// Whether somebody sits before input and output.
  boolean onTerminal() {
    return root().onTerminal();
  }

  CommandLine commandLine() {
    return spec.commandLine();
  }

  private Coterie root() {
    if (spec.root().userObject() instanceof Coterie root) {
      return root;
    }
    throw new IllegalStateException("a subcommand runs below the root command");
  }
}

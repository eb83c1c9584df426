package dev.coterie.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root of the command line, and what every subcommand shares. A subcommand is one class that
/// extends [Subcommand] and is named in the list below.
@Command(
    name = "coterie",
    synopsisSubcommandLabel = "COMMAND",
    header = "Encrypted groups: the hub carries what it cannot read.",
    subcommands = {
      Up.class,
      DemoCommand.class,
      Id.class,
      Create.class,
      Invite.class,
      Join.class,
      Add.class,
      Remove.class,
      Update.class,
      Leave.class,
      Members.class,
      Verify.class,
      Send.class,
      Listen.class,
      Chat.class,
      Mls.class,
      Gbp.class,
      SFrame.class,
      BenchCommand.class,
      WarmUp.class,
      DemoMemberCommand.class
    },
    footerHeading = "%nExit status:%n",
    footer = {
      "  0 done, 1 ran and the answer is no, 2 not understood, 65 input does not parse,",
      "  69 hub, store or file not usable (try again), 70 a bug, 77 refused by a rule."
    })
final class Coterie extends Subcommand {
  /// When to use colours.
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean onTerminal;
  private final Map<String, String> environment;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object per line on standard output, errors as one on standard error.")
  private boolean json;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      defaultValue = "AUTO",
      paramLabel = "WHEN",
      description = "auto (a terminal, and NO_COLOR is not set), always or never.")
  private Colour colour = Colour.AUTO;

  @Option(
      names = "--home",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description =
          "Where your identity and messages are kept: COTERIE_HOME, or .coterie in your home.")
  private @Nullable Path home;

  Coterie(PrintWriter out, PrintWriter err, boolean onTerminal, Map<String, String> environment) {
    this(InputStream.nullInputStream(), out, err, onTerminal, environment);
  }

  Coterie(
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      boolean onTerminal,
      Map<String, String> environment) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.onTerminal = onTerminal;
    this.environment = environment;
  }

  /// Without a subcommand: teach.
  @Override
  ExitCode run(Console console) {
    commandLine().usage(out);
    return ExitCode.DONE;
  }

  @Override
  Console console() {
    return new Console(out, err, json ? Console.Form.JSON : Console.Form.TEXT, coloured());
  }

  @Override
  Path home() {
    if (home != null) {
      return home;
    }
    return Optional.ofNullable(environment.get("COTERIE_HOME"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".coterie"));
  }

  @Override
  Map<String, String> environment() {
    return environment;
  }

  @Override
  InputStream input() {
    return in;
  }

  @Override
  boolean onTerminal() {
    return onTerminal;
  }

  Help.Ansi helpStyle() {
    return coloured() ? Help.Ansi.ON : Help.Ansi.OFF;
  }

  private boolean coloured() {
    return switch (colour) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          onTerminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !environment.getOrDefault("TERM", "").equals("dumb");
    };
  }
}

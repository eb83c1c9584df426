package dev.coterie.cli;

import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.CryptoProviders;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

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
      Replace.class,
      Members.class,
      Verify.class,
      Stock.class,
      Send.class,
      Listen.class,
      Chat.class,
      CallCommand.class,
      Mls.class,
      Gbp.class,
      SFrame.class,
      BenchCommand.class,
      VersionCommand.class,
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

  @Option(
      names = "--crypto",
      scope = ScopeType.INHERIT,
      paramLabel = "PROVIDER",
      converter = Choice.class,
      description = {
        "Whose cryptography: default (the best of each), jdk, bouncycastle or conscrypt; after a",
        "comma also ALGORITHM=PROVIDER. What this chooses, coterie version tells."
      })
  private @Nullable CryptoChoice crypto;

  /// Reads `--crypto`.
  static final class Choice implements ITypeConverter<CryptoChoice> {
    @Override
    public CryptoChoice convert(String value) {
      try {
        return CryptoChoice.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

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

  /// Fixes whose cryptography the process uses, before anything uses it.
  void chooseProviders() {
    if (crypto == null) {
      return;
    }
    try {
      CryptoProviders.choose(crypto);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
    }
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

package dev.coterie.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/// The entry of the `coterie` command.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its [ExitCode].
  @SuppressWarnings("SystemConsoleNull") // from 25 on it is null again where there is no terminal
  public static void main(String[] args) {
    // UTF-8 whatever the locale says: a conversation has more than one script in it.
    var out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var terminal = System.console();
    boolean onTerminal = terminal != null && terminal.isTerminal();
    int code = run(args, System.in, out, err, onTerminal, System.getenv());
    out.flush();
    err.flush();
    System.exit(code);
  }

  /// The same without ending the process.
  static int run(
      String[] args,
      PrintWriter out,
      PrintWriter err,
      boolean onTerminal,
      Map<String, String> environment) {
    return run(args, InputStream.nullInputStream(), out, err, onTerminal, environment);
  }

  /// The same with standard input.
  static int run(
      String[] args,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      boolean onTerminal,
      Map<String, String> environment) {
    var root = new Coterie(in, out, err, onTerminal, environment);
    return commandLine(root, out, err).execute(args);
  }

  static CommandLine commandLine(Coterie root, PrintWriter out, PrintWriter err) {
    var failures = new Failures(root);
    return new CommandLine(root)
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(root.helpStyle()))
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }
}

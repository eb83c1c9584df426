package dev.coterie.cli;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.store.client.StoreRule;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns what went wrong into one line, what to do next, and an exit status. Only a bug shows a
/// stack trace.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Coterie root;

  Failures(Coterie root) {
    this.root = root;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message = message(e);
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      if (!near.isEmpty()) {
        message += "; did you mean " + String.join(" or ", near) + "?";
      }
    }
    String help = command.getCommandSpec().qualifiedName() + " --help";
    // The line was not understood, so its own --json was perhaps not read either.
    Console console = List.of(args).contains("--json") ? root.console().asJson() : root.console();
    console.failure("usage", message, help);
    return ExitCode.USAGE.code();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    Console console = root.console();
    return switch (e) {
      case ParameterException usage -> handleParseException(usage, new String[0]);
      case TypeConversionException value ->
          handleParseException(
              new ParameterException(command, message(value), value), new String[0]);
      case MalformedException malformed -> {
        console.failure(
            "malformed", message(malformed), "check that this is the file or message you meant");
        yield ExitCode.MALFORMED.code();
      }
      case RefusedException refused -> {
        console.failure(refused.rule().name(), message(refused), Hints.next(refused));
        boolean busy = refused.rule() == StoreRule.STORE_IN_USE;
        yield (busy ? ExitCode.UNAVAILABLE : ExitCode.REFUSED).code();
      }
      case Stop stop -> {
        console.failure(stop.reason().name(), message(stop), stop.next());
        yield stop.code().code();
      }
      case UnavailableException unavailable -> {
        console.failure("unavailable", message(unavailable), "nothing was lost: try again");
        yield ExitCode.UNAVAILABLE.code();
      }
      case FileSystemException file -> {
        console.failure("unavailable", file(file), "check the path and its permissions");
        yield ExitCode.UNAVAILABLE.code();
      }
      case IOException io -> {
        console.failure("unavailable", io.toString(), "try again");
        yield ExitCode.UNAVAILABLE.code();
      }
      case BrokenInvariantException bug -> bug(console, bug);
      default -> bug(console, e);
    };
  }

  private static int bug(Console console, Exception e) {
    console.failure(
        "bug", e.toString(), "this is a bug in Coterie: please report it with the lines below");
    console.trace(e);
    return ExitCode.BUG.code();
  }

  private static String message(Exception e) {
    String message = e.getMessage();
    return message != null ? message : e.toString();
  }

  private static String file(FileSystemException e) {
    String why = e.getReason();
    return e.getFile() + ": " + (why != null ? why : e.getClass().getSimpleName());
  }
}

package dev.coterie.cli;

import dev.coterie.client.Group;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// A conversation.
@Command(
    name = "chat",
    description = {
      "Talk in a group: what you type is sent, what others say appears. /help shows what else.",
      "Where standard input is no terminal, its lines are said one by one, and chat ends with"
          + " them.",
      "GROUP may be left out if you are in one only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie chat",
      "  coterie chat team",
      "  printf 'one\\ntwo\\n' | coterie chat team"
    })
final class Chat extends PersonalCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "By name or by the beginning of its id.")
  private @Nullable String word;

  @Override
  ExitCode run(Console console) throws IOException {
    try (var session = open(Session.Need.SOME_TIME, console)) {
      Group group = choose(session, Optional.ofNullable(word));
      boolean lines = console.isJson() || !onTerminal();
      try (ChatLines input =
          lines ? new PlainLines(input(), console) : TerminalLines.open(prompt(group))) {
        return new ChatRoom(session, group, place(), input, console).run();
      }
    }
  }

  private static String prompt(Group group) {
    return Printable.line(group.name()) + "> ";
  }
}

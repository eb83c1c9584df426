package dev.coterie.cli;

import dev.coterie.client.Group;
import dev.coterie.client.group.GroupStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Asks the others of a group to go on without us.
@Command(
    name = "leave",
    description = {
      "Leave a group. The others complete it: MLS lets nobody commit their own removal.",
      "What you read stays with you. GROUP may be left out if you are in one only."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coterie leave", "  coterie leave team"})
final class Leave extends PersonalCommand {
  private static final Duration A_MOMENT = Duration.ofSeconds(3);

  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "By name or by the beginning of its id.")
  private @Nullable String word;

  @Override
  ExitCode run(Console console) throws IOException {
    try (var session = open(Session.Need.NOW, console)) {
      Group group = choose(session, Optional.ofNullable(word));
      String name = Printable.line(group.name());
      group.leave();
      Duration most = patience().compareTo(A_MOMENT) < 0 ? patience() : A_MOMENT;
      boolean gone =
          Session.await(
              () ->
                  session
                      .row(group.id())
                      .filter(row -> row.status() != GroupStatus.REMOVED)
                      .isEmpty(),
              most);
      console.answer(
          gone
              ? "you left " + name
              : "you asked to leave " + name + "; it is so as soon as another member is online",
          Json.object().put("group", json(session, group.id())).put("left", gone));
      return ExitCode.DONE;
    }
  }
}

package dev.coterie.cli;

import dev.coterie.client.Group;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Founds a group.
@Command(
    name = "create",
    description = "Make a group with you alone in it.",
    footerHeading = "%nExamples:%n",
    footer = {"  coterie create \"book club\"", "  coterie create team --json"})
final class Create extends PersonalCommand {
  @Parameters(paramLabel = "NAME", description = "What the group is called; members see it.")
  private String name = "";

  @Override
  ExitCode run(Console console) throws IOException {
    PersonLine.requireName(name);
    try (var session = open(Session.Need.NOW, console)) {
      Group group = session.client().createGroup(name);
      if (!session.founded(group.id())) {
        throw new Stop(
            Stop.Reason.NOT_YET,
            "the group is made here, and the hub has not taken it yet",
            "do not make it again: any later command of this home brings it to the hub");
      }
      console.answer(
          "made "
              + console.styled(Console.Style.STRONG, name)
              + " ("
              + shortId(group.id())
              + ")\ncoterie invite prints what to hand to others",
          json(session, group.id()));
      return ExitCode.DONE;
    }
  }
}

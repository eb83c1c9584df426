package dev.coterie.cli;

import dev.coterie.client.Group;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes fresh keys.
@Command(
    name = "update",
    description = {
      "Take fresh keys in a group: whoever copied this device before reads nothing from then on.",
      "GROUP may be left out if you are in one only."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coterie update", "  coterie update team --json"})
final class Update extends PersonalCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "By name or by the beginning of its id.")
  private @Nullable String word;

  @Override
  ExitCode run(Console console) throws IOException {
    try (var session = open(Session.Need.NOW, console)) {
      Group group = choose(session, Optional.ofNullable(word));
      group.update();
      console.answer(
          "fresh keys in "
              + Printable.line(group.name())
              + " (epoch "
              + group.epoch().value()
              + ")",
          Json.object()
              .put("group", json(session, group.id()))
              .put("epoch", group.epoch().value()));
      return ExitCode.DONE;
    }
  }
}

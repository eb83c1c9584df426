package dev.coterie.cli;

import dev.coterie.client.Group;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Removes somebody from a group.
@Command(
    name = "remove",
    description = {
      "Remove somebody from a group: they read nothing that is said from then on.",
      "GROUP may be left out if you are in one only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie remove bob",
      "  coterie remove team bob",
      "  coterie remove team 7d20a1f3      by the beginning of the fingerprint"
    })
final class Remove extends PersonalCommand {
  @Parameters(
      arity = "1..2",
      paramLabel = "[GROUP] NAME",
      hideParamSyntax = true,
      description = "The group, by name or by the beginning of its id; and who.")
  private List<String> words = List.of();

  @Override
  ExitCode run(Console console) throws IOException {
    Optional<String> word = words.size() == 2 ? Optional.of(words.getFirst()) : Optional.empty();
    try (var session = open(Session.Need.NOW, console)) {
      Group group = choose(session, word);
      session.catchUp(group.id());
      var people = new People(session.client());
      Group.MemberView member = people.member(group, words.getLast());
      group.remove(member.person().fingerprint());
      console.answer(
          Printable.line(member.name())
              + " is no longer in "
              + Printable.line(group.name())
              + " (epoch "
              + group.epoch().value()
              + ")",
          Json.object()
              .put("removed", people.json(member.person()))
              .put("group", json(session, group.id()))
              .put("epoch", group.epoch().value()));
      return ExitCode.DONE;
    }
  }
}

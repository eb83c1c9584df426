package dev.coterie.cli;

import dev.coterie.client.Group;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Adds somebody to a group.
@Command(
    name = "add",
    description = {
      "Add somebody to a group. Their key is pinned to the name: a hub that gives us another key"
          + " for them is refused.",
      "GROUP may be left out if you are in one only, and NAME@FINGERPRINT for who is known already."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie add bob@7d20…              the line that coterie join printed for bob",
      "  coterie add team bob@7d20…",
      "  coterie add team bob 7d20…",
      "  coterie add team bob               known from another group"
    })
final class Add extends PersonalCommand {
  @Parameters(
      arity = "1..3",
      paramLabel = "[GROUP] NAME@FINGERPRINT",
      hideParamSyntax = true,
      description = "The group, by name or by the beginning of its id; and who.")
  private List<String> words = List.of();

  @Override
  ExitCode run(Console console) throws IOException {
    boolean twoForPerson = words.size() > 1 && PersonLine.isFingerprint(words.getLast());
    int split = words.size() - (twoForPerson ? 2 : 1);
    if (split > 1) {
      PersonLine.fingerprint(words.getLast()); // says what is wrong with it
    }
    Optional<String> word = split == 1 ? Optional.of(words.getFirst()) : Optional.empty();
    try (var session = open(Session.Need.NOW, console)) {
      Group group = choose(session, word);
      var people = new People(session.client());
      String name = people.pinned(words.subList(split, words.size()));
      group.invite(name);
      console.answer(
          console.styled(Console.Style.STRONG, Printable.line(name))
              + " is in "
              + Printable.line(group.name())
              + " (epoch "
              + group.epoch().value()
              + ")",
          Json.object()
              .put("added", name)
              .put("group", json(session, group.id()))
              .put("epoch", group.epoch().value()));
      return ExitCode.DONE;
    }
  }
}

package dev.coterie.cli;

import dev.coterie.client.Group;
import dev.coterie.client.event.Person;
import dev.coterie.client.group.ReplacementRow;
import dev.coterie.hubapi.Fingerprint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Goes on in a new group, without the member that made the old one useless.
@Command(
    name = "replace",
    description = {
      "Make a new group in place of one that stands still before a change that nobody can open.",
      "It has the same name and all members but the one that made the change; the others are led"
          + " over by themselves, and what waited to be sent is sent there. GROUP may be left out"
          + " if you are in one only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie replace",
      "  coterie replace team --without mallory   if it is not known who did it"
    })
final class Replace extends PersonalCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "By name or by the beginning of its id.")
  private @Nullable String word;

  @Option(
      names = "--without",
      paramLabel = "NAME",
      description = "Who else is left out; may be repeated.")
  private List<String> without = List.of();

  @Override
  ExitCode run(Console console) throws IOException {
    try (var session = open(Session.Need.NOW, console)) {
      Group old = choose(session, Optional.ofNullable(word));
      session.catchUp(old.id());
      var people = new People(session.client());
      Fingerprint[] out =
          without.stream()
              .map(name -> people.member(old, name).person().fingerprint())
              .toArray(Fingerprint[]::new);
      Group next = old.replace(out);
      ReplacementRow row = session.client().inspection().replacement(old.id()).orElseThrow();
      List<Person> missing =
          row.missing().stream().flatMap(each -> row.person(each.member()).stream()).toList();
      console.answer(
          Printable.line(next.name())
              + " goes on as "
              + shortId(next.id())
              + ", with "
              + next.members().size()
              + " members"
              + (missing.isEmpty()
                  ? ""
                  : "; to be added when the hub has a key package of them: "
                      + missing.stream().map(people::shown).collect(Collectors.joining(", "))),
          Json.object()
              .put("group", json(session, next.id()))
              .put("replaced", hex(old.id()))
              .put("members", next.members().stream().map(m -> people.json(m.person())).toList())
              .put("missing", missing.stream().map(people::json).toList()));
      return ExitCode.DONE;
    }
  }
}

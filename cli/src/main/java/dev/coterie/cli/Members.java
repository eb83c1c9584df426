package dev.coterie.cli;

import dev.coterie.client.Group;
import dev.coterie.client.contact.Standing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Says who is in a group.
@Command(
    name = "members",
    description = {
      "Show who is in a group, and what each name is worth:",
      "verified (safety numbers compared), pinned (a key that you were given), unverified (their"
          + " own claim), or a warning if somebody uses a contact's name with another key."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coterie members", "  coterie members team --json"})
final class Members extends PersonalCommand {
  private static final int SHOWN_DIGITS = 16;

  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "By name or by the beginning of its id.")
  private @Nullable String word;

  @Override
  ExitCode run(Console console) throws IOException {
    try (var session = open(Session.Need.IF_THERE, console)) {
      Group group = choose(session, Optional.ofNullable(word));
      session.catchUp(group.id());
      console.say(
          console.styled(Console.Style.STRONG, Printable.line(group.name()))
              + " ("
              + shortId(group.id())
              + "), epoch "
              + group.epoch().value());
      lines(group, console).forEach(line -> console.say("  " + line));
      var people = new People(session.client());
      console.emit(
          json(session, group.id())
              .put("epoch", group.epoch().value())
              .put("status", session.row(group.id()).map(row -> row.status().name()).orElse(""))
              .put("members", group.members().stream().map(m -> people.json(m.person())).toList()));
      return ExitCode.DONE;
    }
  }

  /// One line per member.
  static List<String> lines(Group group, Console console) {
    List<Group.MemberView> members = group.members();
    int width = members.stream().mapToInt(m -> Printable.line(m.name()).length()).max().orElse(0);
    var lines = new ArrayList<String>();
    for (Group.MemberView member : members) {
      String name = Printable.line(member.name());
      lines.add(
          name
              + " ".repeat(width - name.length() + 2)
              + member.person().fingerprint().toHex().substring(0, SHOWN_DIGITS)
              + "…  "
              + console.styled(style(member.standing()), People.words(member.standing())));
    }
    return lines;
  }

  private static Console.Style style(Standing standing) {
    return switch (standing) {
      case SELF, UNKNOWN -> Console.Style.FAINT;
      case PINNED -> Console.Style.STRONG;
      case VERIFIED -> Console.Style.GOOD;
      case IMPOSTOR -> Console.Style.BAD;
    };
  }
}

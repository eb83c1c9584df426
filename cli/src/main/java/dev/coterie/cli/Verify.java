package dev.coterie.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares safety numbers.
@Command(
    name = "verify",
    description = {
      "Show the safety number that you and somebody else share.",
      "Read it to each other where you know each other's voice or face. If all sixty digits are"
          + " the same on both sides, nobody stands between you: note that with --yes."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coterie verify bob", "  coterie verify bob --yes"})
final class Verify extends PersonalCommand {
  @Parameters(paramLabel = "NAME", description = "A contact, or somebody in a group of yours.")
  private String name = "";

  @Option(names = "--yes", description = "The numbers were compared, and are the same.")
  private boolean yes;

  @Override
  ExitCode run(Console console) throws IOException {
    try (var session = open(Session.Need.NONE, console)) {
      var people = new People(session.client());
      PersonLine person = people.known(name);
      String digits = people.safetyNumber(person).digits();
      if (yes) {
        people.verified(person);
      }
      console.answer(
          yes
              ? Printable.line(name) + " is verified"
              : block(digits)
                  + "\n\nIf "
                  + Printable.line(name)
                  + " sees the same: coterie verify "
                  + Printable.line(name)
                  + " --yes",
          Json.object()
              .put("name", person.name())
              .put("fingerprint", person.fingerprint().toHex())
              .put("safetyNumber", digits)
              .put("verified", yes));
      return ExitCode.DONE;
    }
  }

  /// Three rows of four.
  static String block(String digits) {
    return digits.replaceAll("(\\d{5} \\d{5} \\d{5} \\d{5}) ?", "  $1\n").stripTrailing();
  }
}

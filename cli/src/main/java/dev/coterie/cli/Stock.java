package dev.coterie.cli;

import dev.coterie.client.KeyPackageFigures;
import java.io.IOException;
import picocli.CommandLine.Command;

/// Says how the key packages stand.
@Command(
    name = "stock",
    description = {
      "Show your key packages: what others take from the hub to add you while you are away.",
      "The stock refills itself whenever you are online. One that is empty hands out a last"
          + " resort, which is replaced after its first use; that it was used twice is counted."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coterie stock", "  coterie stock --json"})
final class Stock extends PersonalCommand {
  @Override
  ExitCode run(Console console) throws IOException {
    try (var session = open(Session.Need.IF_THERE, console)) {
      session.published();
      KeyPackageFigures figures = session.client().inspection().keyPackages();
      console.say(figures.oneTime() + " one-time key packages published and unused");
      if (figures.unpublished() > 0) {
        console.say(figures.unpublished() + " more wait for the hub");
      }
      console.say(
          "last resort: used "
              + figures.lastResortUses()
              + " times, of these "
              + figures.lastResortReuses()
              + " with one that had been used before");
      console.emit(
          Json.object()
              .put("oneTime", figures.oneTime())
              .put("unpublished", figures.unpublished())
              .put("lastResorts", figures.lastResorts())
              .put("retired", figures.retired())
              .put("lastResortUses", figures.lastResortUses())
              .put("lastResortReuses", figures.lastResortReuses()));
      return ExitCode.DONE;
    }
  }
}

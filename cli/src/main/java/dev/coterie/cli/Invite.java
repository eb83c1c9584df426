package dev.coterie.cli;

import dev.coterie.client.grpc.HubAddress;
import java.io.IOException;
import picocli.CommandLine.Command;

/// Prints what somebody else needs to come to us. Needs neither hub nor store, so it works beside a
/// chat.
@Command(
    name = "invite",
    description = {
      "Print a line for somebody who shall join a group of yours.",
      "It names your hub and your key, and is no secret; what matters is that they get it from you"
          + " unchanged. They run it, and send you back the add line that it prints."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coterie invite", "  coterie invite --json"})
final class Invite extends PersonalCommand {
  @Override
  ExitCode run(Console console) throws IOException {
    Settings settings = place().requireSettings();
    HubAddress hub = settings.hub().orElseThrow(Session::noHub);
    String line = "coterie join " + hub + " " + settings.person();
    if (HubName.isLoopback(hub)) {
      console.remark("this hub is reached from this machine only");
    }
    console.answer(
        line,
        Json.object()
            .put("join", line)
            .put("hub", hub.toString())
            .put("person", settings.person().toString()));
    return ExitCode.DONE;
  }
}

package dev.coterie.cli;

import picocli.CommandLine.Command;

/// What speaks of MLS itself, without a hub or an identity.
@Command(
    name = "mls",
    description = "Judge the MLS engine itself.",
    subcommands = {MlsVectors.class, MlsPeerCommand.class, MlsInteropServer.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie mls vectors tree-math.json",
      "  echo '{\"op\":\"hello\"}' | coterie mls peer",
      "  coterie mls interop-server --port 50051"
    })
final class Mls extends Subcommand {
  @Override
  ExitCode run(Console console) {
    commandLine().usage(commandLine().getOut());
    return ExitCode.DONE;
  }
}

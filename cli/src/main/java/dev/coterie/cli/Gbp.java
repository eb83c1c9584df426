package dev.coterie.cli;

import picocli.CommandLine.Command;

/// What speaks of the group protocol itself, without a hub or an identity.
@Command(
    name = "gbp",
    description = "Judge the group protocol itself.",
    subcommands = {GbpVectors.class},
    footerHeading = "%nExamples:%n",
    footer = {"  coterie gbp vectors gbp2-encodings.json"})
final class Gbp extends Subcommand {
  @Override
  ExitCode run(Console console) {
    commandLine().usage(commandLine().getOut());
    return ExitCode.DONE;
  }
}

package dev.coterie.cli;

import picocli.CommandLine.Command;

/// What speaks of live media frames themselves, without a call.
@Command(
    name = "sframe",
    description = "Judge the encryption of live media frames itself.",
    subcommands = {SFrameVectors.class},
    footerHeading = "%nExamples:%n",
    footer = {"  coterie sframe vectors test-vectors.json"})
final class SFrame extends Subcommand {
  @Override
  ExitCode run(Console console) {
    commandLine().usage(commandLine().getOut());
    return ExitCode.DONE;
  }
}

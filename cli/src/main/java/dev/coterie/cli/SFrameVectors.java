package dev.coterie.cli;

import dev.coterie.vectors.VectorRunner;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Verifies files of test vectors of SFrame.
@Command(
    name = "vectors",
    description = "Verify test vectors of SFrame; the kind of a file is recognised by its content.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie sframe vectors test-vectors.json test-vectors-aes256.json",
      "  coterie sframe vectors --json"
          + " vectors/src/main/resources/dev/coterie/vectors/sframe/*.json",
      "",
      "Ends each file with \"N passed, N failed, N skipped\"; exits 0 only if nothing failed."
    })
final class SFrameVectors extends Subcommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of test vectors.")
  private List<Path> files = List.of();

  @Override
  ExitCode run(Console console) {
    return VectorFiles.verify(VectorRunner.sframe(), files, console);
  }
}

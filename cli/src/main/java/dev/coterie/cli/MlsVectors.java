package dev.coterie.cli;

import dev.coterie.vectors.VectorRunner;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Verifies files of test vectors of the MLS working group.
@Command(
    name = "vectors",
    description =
        "Verify official test vectors of MLS; the kind of a file is recognised by its content.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie mls vectors tree-math.json",
      "  coterie mls vectors --json vectors/*.json",
      "",
      "Ends each file with \"N passed, N failed, N skipped\"; exits 0 only if nothing failed."
    })
final class MlsVectors extends Subcommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of test vectors.")
  private List<Path> files = List.of();

  @Override
  ExitCode run(Console console) {
    return VectorFiles.verify(VectorRunner.mls(), files, console);
  }
}

package dev.coterie.cli;

import dev.coterie.vectors.VectorRunner;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Verifies files of test vectors of the group protocol.
@Command(
    name = "vectors",
    description = "Verify test vectors of gbp2; the kind of a file is recognised by its content.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie gbp vectors gbp2-encodings.json",
      "  coterie gbp vectors --json vectors/src/main/resources/dev/coterie/vectors/gbp/*.json",
      "",
      "Ends each file with \"N passed, N failed, N skipped\"; exits 0 only if nothing failed."
    })
final class GbpVectors extends Subcommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of test vectors.")
  private List<Path> files = List.of();

  @Override
  ExitCode run(Console console) {
    return VectorFiles.verify(VectorRunner.gbp(), files, console);
  }
}

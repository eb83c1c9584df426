package dev.coterie.cli;

import dev.coterie.vectors.FileResult;
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
    VectorRunner runner = VectorRunner.mls();
    boolean allHold = true;
    for (Path file : files) {
      FileResult result = runner.run(file);
      allHold &= result.failed() == 0;
      console.say(heading(console, result));
      result.notes().forEach(note -> console.say("  " + Printable.line(note)));
      console.answer(
          result.summary(),
          Json.object()
              .put("file", file.toString())
              .put("kind", result.kind())
              .put("passed", result.passed())
              .put("failed", result.failed())
              .put("skipped", result.skipped())
              .put("notes", Json.texts(result.notes())));
    }
    return allHold ? ExitCode.DONE : ExitCode.NO;
  }

  private static String heading(Console console, FileResult result) {
    String kind = result.kind().isEmpty() ? "" : " (" + result.kind() + ")";
    return console.styled(Console.Style.STRONG, Printable.line(result.file())) + kind;
  }
}

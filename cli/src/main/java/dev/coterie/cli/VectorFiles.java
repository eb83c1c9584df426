package dev.coterie.cli;

import dev.coterie.vectors.FileResult;
import dev.coterie.vectors.VectorRunner;
import java.nio.file.Path;
import java.util.List;

/// What every command that verifies test vectors says and answers.
final class VectorFiles {
  private VectorFiles() {}

  /// Verifies files one by one, and says of each what became of it.
  static ExitCode verify(VectorRunner runner, List<Path> files, Console console) {
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

package dev.coterie.vectors;

import java.util.List;
import java.util.stream.Collectors;

/// What became of a file of vectors.
///
/// @param file its name
/// @param kind the kind it was recognised as, or empty
/// @param passed vectors that hold
/// @param failed vectors that do not hold, or cannot be read
/// @param skipped vectors that need what the engine does not do yet
/// @param notes a line for each vector that failed, and for each reason to skip
public record FileResult(
    String file, String kind, int passed, int failed, int skipped, List<String> notes) {
  /// Copies the list.
  public FileResult {
    notes = List.copyOf(notes);
  }

  /// The parts of a file as one.
  static FileResult sum(String file, List<FileResult> parts) {
    return new FileResult(
        file,
        parts.stream().map(FileResult::kind).distinct().collect(Collectors.joining(", ")),
        parts.stream().mapToInt(FileResult::passed).sum(),
        parts.stream().mapToInt(FileResult::failed).sum(),
        parts.stream().mapToInt(FileResult::skipped).sum(),
        parts.stream()
            .flatMap(part -> part.notes().stream().map(note -> part.kind() + ": " + note))
            .toList());
  }

  /// The last line on a file.
  public String summary() {
    return passed + " passed, " + failed + " failed, " + skipped + " skipped";
  }
}

package dev.coterie.vectors;

import dev.coterie.codec.CoterieException;
import dev.coterie.vectors.gbp.GbpVectorKinds;
import dev.coterie.vectors.mls.MlsVectorKinds;
import dev.coterie.vectors.sframe.SFrameVectorKinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Recognises files of test vectors and verifies them. Immutable; a file takes as long as its
/// vectors.
public final class VectorRunner {
  private final List<VectorKind> kinds;

  private VectorRunner(List<VectorKind> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /// A runner for the vectors of the MLS working group.
  public static VectorRunner mls() {
    return new VectorRunner(MlsVectorKinds.all(Optional.empty()));
  }

  /// The same at a time of the caller's choice: clients join and follow their groups then, and what
  /// has expired is refused.
  public static VectorRunner mlsAt(Instant clock) {
    return new VectorRunner(MlsVectorKinds.all(Optional.of(clock)));
  }

  /// A runner for the vectors of `docs/gbp2.md`.
  public static VectorRunner gbp() {
    return new VectorRunner(GbpVectorKinds.all());
  }

  /// A runner for the vectors of SFrame.
  public static VectorRunner sframe() {
    return new VectorRunner(SFrameVectorKinds.all());
  }

  /// Verifies a file. A file that cannot be read or recognised counts as one failure.
  public FileResult run(Path file) {
    String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
    try {
      return run(name, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return failure(name, "cannot be read: " + e.getMessage());
    }
  }

  /// Verifies the text of a file: an array of vectors, or an object of such arrays.
  public FileResult run(String name, String text) {
    try {
      var results = new ArrayList<FileResult>();
      for (Json.Arr array : arrays(JsonReader.read(text))) {
        results.add(verify(name, array.objects()));
      }
      return results.size() == 1 ? results.getFirst() : FileResult.sum(name, results);
    } catch (VectorException e) {
      return failure(name, String.valueOf(e.getMessage()));
    }
  }

  private static List<Json.Arr> arrays(Json content) {
    var all =
        content instanceof Json.Obj(var members) ? List.copyOf(members.values()) : List.of(content);
    var arrays = new ArrayList<Json.Arr>();
    for (Json each : all) {
      if (!(each instanceof Json.Arr array) || array.items().isEmpty()) {
        throw new VectorException("not an array of vectors");
      }
      arrays.add(array);
    }
    if (arrays.isEmpty()) {
      throw new VectorException("not an array of vectors");
    }
    return arrays;
  }

  private FileResult verify(String name, List<Json.Obj> vectors) {
    return recognise(vectors.getFirst())
        .map(kind -> verify(name, kind, vectors))
        .orElseGet(() -> failure(name, "not a known kind of vector"));
  }

  private Optional<VectorKind> recognise(Json.Obj vector) {
    return kinds.stream()
        .filter(kind -> kind.recognises(vector))
        .max(Comparator.comparingInt(kind -> kind.members().size()));
  }

  private static FileResult verify(String name, VectorKind kind, List<Json.Obj> vectors) {
    int passed = 0;
    var failures = new ArrayList<String>();
    Map<String, Integer> skips = new LinkedHashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      try {
        kind.verify(vectors.get(i));
        passed++;
      } catch (Skipped e) {
        skips.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
      } catch (VectorException | CoterieException | IllegalArgumentException e) {
        failures.add("vector " + i + ": " + e.getMessage());
      }
    }
    int skipped = skips.values().stream().mapToInt(Integer::intValue).sum();
    var notes = new ArrayList<>(failures);
    skips.forEach((why, count) -> notes.add(count + " skipped: " + why));
    return new FileResult(name, kind.name(), passed, failures.size(), skipped, notes);
  }

  private static FileResult failure(String name, String why) {
    return new FileResult(name, "", 0, 1, 0, List.of(why));
  }
}

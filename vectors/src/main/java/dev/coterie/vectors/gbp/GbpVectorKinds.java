package dev.coterie.vectors.gbp;

import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The vectors of gbp2.
public final class GbpVectorKinds {
  private static final List<VectorKind> ALL =
      List.of(
          new EncodingVectors(),
          new RefusalVectors(),
          new SessionVectors(),
          new MediaSessionVectors());

  private GbpVectorKinds() {}

  /// All that this engine verifies.
  public static List<VectorKind> all() {
    return ALL;
  }

  /// The vectors that are checked in, made anew: file names and contents.
  public static Map<String, List<Json.Obj>> make() {
    var files = new LinkedHashMap<String, List<Json.Obj>>();
    files.put("gbp2-encodings.json", EncodingSamples.vectors());
    files.put("gbp2-refusals.json", RefusalSamples.vectors());
    files.put("gbp2-sessions.json", SessionSamples.vectors());
    files.put("gbp2-media.json", MediaSamples.vectors());
    return files;
  }
}

package dev.coterie.vectors;

import dev.coterie.crypto.CipherSuite;
import dev.coterie.vectors.mls.MlsVectorGenerator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every file of vectors that the MLS working group publishes, made by this engine. The same suites
/// and seed give the same text, on every machine.
///
/// **Nothing in it is secret or random**: whoever knows the seed knows every key.
public final class MlsVectorSet {
  private MlsVectorSet() {}

  /// The text of each file by its name.
  ///
  /// @param suites which to make vectors for, in this order
  /// @param seed all keys come from it
  public static Map<String, String> generate(Collection<CipherSuite> suites, long seed) {
    Map<String, List<Json.Obj>> vectors = new LinkedHashMap<>(MlsVectorGenerator.ofNoSuite());
    for (CipherSuite suite : suites) {
      MlsVectorGenerator.of(suite, seed)
          .forEach(
              (file, more) -> vectors.computeIfAbsent(file, _ -> new ArrayList<>()).addAll(more));
    }
    Map<String, String> files = new LinkedHashMap<>();
    vectors.forEach((file, each) -> files.put(file + ".json", JsonWriter.file(each)));
    return files;
  }
}

package dev.coterie.vectors.sframe;

import dev.coterie.codec.Bytes;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The vectors of SFrame.
public final class SFrameVectorKinds {
  private static final List<VectorKind> ALL =
      List.of(new HeaderVectors(), new CtrHmacVectors(), new FrameVectors(), new MediaVectors());

  private SFrameVectorKinds() {}

  /// All that this engine verifies.
  public static List<VectorKind> all() {
    return ALL;
  }

  /// The vectors that are checked in, made anew: file names and contents.
  public static Map<String, List<Json.Obj>> make() {
    var files = new LinkedHashMap<String, List<Json.Obj>>();
    files.put("sframe-headers.json", HeaderVectors.make());
    files.put("sframe-aes-ctr-hmac.json", CtrHmacVectors.make());
    files.put("sframe-frames.json", FrameVectors.make());
    files.put("sframe-mls.json", MediaVectors.make());
    return files;
  }

  static SFrameSuite suite(Json.Obj vector) {
    int code = vector.small("cipher_suite");
    return SFrameSuite.of(code).orElseThrow(() -> new VectorException("no suite " + code));
  }

  static void same(String what, Bytes expected, Bytes actual) {
    if (!expected.equals(actual)) {
      throw new VectorException(what + " is " + actual.toHex() + ", not " + expected.toHex());
    }
  }

  static void holds(String what, boolean holds) {
    if (!holds) {
      throw new VectorException(what + " does not hold");
    }
  }

  /// Octets for a vector: counted up, so that a person can see where they went.
  static Bytes run(int first, int size) {
    var octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (first + i);
    }
    return Bytes.wrap(octets);
  }
}
